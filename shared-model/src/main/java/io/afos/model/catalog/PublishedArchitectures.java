package io.afos.model.catalog;

import io.afos.model.catalog.CatalogForm.ParameterCount;
import io.afos.model.recipe.Architecture.Depth;
import io.afos.model.recipe.Architecture.Form;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of the catalog of architectures. */
final class PublishedArchitectures {

    private static final String AFOS = "Rahman, He, Wang: Activation function optimization scheme for image"
            + " classification. Knowledge-Based Systems, 2024. arXiv:2409.04915";
    private static final String VGG =
            "Simonyan, Zisserman: Very deep convolutional networks for large-scale image recognition. ICLR 2015."
                    + " arXiv:1409.1556";
    private static final String CCT = "Hassani, Walton, Shah, Abuduweili, Li, Shi: Escaping the big data paradigm with"
            + " compact transformers. 2021. arXiv:2104.05704";
    private static final String CCT_CODE = "https://github.com/SHI-Labs/Compact-Transformers";
    private static final String VGG_LAYERS = "Five stages of 64, 128, 256, 512 and 512 channels with 2, 2, 3, 3 and 3"
            + " 3x3 convolutions (tiny: 1 each), each activated, and 2x2 max-pooling after each stage;"
            + " two activated dense layers with dropout 0.5; dense classes.";
    private static final String VGG_SMALL =
            "Dense layers of 512 on the average of what the last pooling leaves, each" + " with dropout 0.5 before it";
    private static final String CCT_LAYERS = " encoder layers (tiny: 2) of attention and an activated dense layer;"
            + " sequence pooling; dense classes. Attention dropout 0.1, stochastic depth 0 to 0.1.";

    private static final int IMAGENET_SIZE = 224;
    private static final int IMAGENET_CLASSES = 1_000;

    static final List<CatalogArchitecture> ALL = List.of(
            new CatalogArchitecture(
                    "afos-base",
                    "AFOS base network",
                    "Three stages of 32, 64 and 128 channels, each twice [3x3 convolution, pointwise dense layer over the"
                            + " channels, activation], then 2x2 max-pooling and dropout 0.2; dense 128, dense 128,"
                            + " activation, dropout 0.2, dense classes. The network on which the AFOS paper searches.",
                    AFOS,
                    List.of(Depth.FULL),
                    List.of(small("As published", 8, null, null))),
            new CatalogArchitecture(
                    "afos-base-plain",
                    "AFOS base network without pointwise layers",
                    "As afos-base, but the activation follows each convolution directly, and there is one dense layer of"
                            + " 128. The network of the AFOS code's ReLU benchmark.",
                    AFOS,
                    List.of(Depth.FULL),
                    List.of(small("As published", 8, null, null))),
            new CatalogArchitecture(
                    "resnet50",
                    "ResNet-50 (v1.5)",
                    "Four stages of 3, 4, 6 and 3 (tiny: 1 each) bottleneck blocks with 64, 128, 256 and 512 channels,"
                            + " four times as many at their ends, batch norm after every convolution, and an activation"
                            + " after every batch norm but the last, and after the addition. The stride of a stage is in"
                            + " its first 3x3 convolution (v1.5). Global average; dense classes.",
                    "He, Zhang, Ren, Sun: Deep residual learning for image recognition. CVPR 2016. arXiv:1512.03385",
                    List.of(Depth.values()),
                    List.of(
                            large(
                                    "7x7 convolution of stride 2 and 3x3 max-pooling of stride 2 first",
                                    32,
                                    torchvision("resnet50", 25_557_032)),
                            small("3x3 convolution of stride 1 first, no max-pooling", 8, null, null))),
            new CatalogArchitecture(
                    "alexnet",
                    "AlexNet",
                    "Convolutions of 64, 192, 384, 256 and 256 channels (tiny: 64, 192 and 256), each activated, with"
                            + " max-pooling; two activated dense layers of 4096 with dropout 0.5; dense classes. The"
                            + " variant with one column, without local response normalisation.",
                    "Krizhevsky: One weird trick for parallelizing convolutional neural networks. 2014. arXiv:1404.5997",
                    List.of(Depth.values()),
                    List.of(
                            large(
                                    "11x11 convolution of stride 4 and 3x3 max-pooling of stride 2 first; dense layers on"
                                            + " a grid of 6x6",
                                    63,
                                    torchvision("alexnet", 61_100_840)),
                            small(
                                    "3x3 convolution of stride 2 first, no max-pooling behind it; dense layers on a grid"
                                            + " of 3x3",
                                    16,
                                    null,
                                    null))),
            new CatalogArchitecture(
                    "vgg16",
                    "VGG-16",
                    VGG_LAYERS,
                    VGG,
                    List.of(Depth.values()),
                    List.of(
                            large("Dense layers of 4096 on a grid of 7x7", 32, torchvision("vgg16", 138_357_544)),
                            small(VGG_SMALL, 16, null, null))),
            new CatalogArchitecture(
                    "vgg16-bn",
                    "VGG-16 with batch norm",
                    VGG_LAYERS + " Batch norm between each convolution and its activation.",
                    VGG,
                    List.of(Depth.values()),
                    List.of(
                            large("Dense layers of 4096 on a grid of 7x7", 32, torchvision("vgg16_bn", 138_365_992)),
                            small(VGG_SMALL, 16, null, null))),
            new CatalogArchitecture(
                    "mobilenet-v1",
                    "MobileNet V1",
                    "3x3 convolution of 32 channels; 13 (tiny: 5) times a 3x3 depthwise and a pointwise convolution, of 64,"
                            + " 2 x 128, 2 x 256, 6 x 512 and 2 x 1024 channels; each of them with batch norm and"
                            + " activation. Global average; dropout 0.001; dense classes.",
                    "Howard, Zhu, Chen, Kalenichenko, Wang, Weyand, Andreetto, Adam: MobileNets: efficient convolutional"
                            + " neural networks for mobile vision applications. 2017. arXiv:1704.04861",
                    List.of(Depth.values()),
                    List.of(
                            large(
                                    "First convolution of stride 2",
                                    32,
                                    new ParameterCount(
                                            4_231_976,
                                            IMAGENET_SIZE,
                                            IMAGENET_CLASSES,
                                            "4.2 M in the paper; layer by layer in"
                                                    + " https://github.com/tensorflow/models,"
                                                    + " research/slim/nets/mobilenet_v1.py")),
                            small("First convolution of stride 1", 16, null, null))),
            new CatalogArchitecture(
                    "cct-7-3x1",
                    "CCT-7/3x1",
                    "Compact Convolutional Transformer: 3x3 convolution of 256 channels, activation, 3x3 max-pooling of"
                            + " stride 2; learned positions; 7" + CCT_LAYERS,
                    CCT,
                    List.of(Depth.values()),
                    List.of(small("As published for 32x32", 8, 64, smallCct(3_760_139, "3.76 M in ")))),
            new CatalogArchitecture(
                    "cct-7-3x1-sine",
                    "CCT-7/3x1 with sinusoidal positions",
                    "As cct-7-3x1, with fixed sinusoidal positions.",
                    CCT,
                    List.of(Depth.values()),
                    List.of(small("As published for 32x32", 8, 64, null))),
            new CatalogArchitecture(
                    "cct-14-7x2",
                    "CCT-14/7x2",
                    "Compact Convolutional Transformer: 7x7 convolutions of 64 and 384 channels with stride 2, each with"
                            + " activation and 3x3 max-pooling of stride 2; learned positions; 14" + CCT_LAYERS,
                    CCT,
                    List.of(Depth.values()),
                    List.of(new CatalogForm(
                            Form.LARGE,
                            "As published for 224x224",
                            20,
                            512,
                            new ParameterCount(
                                    22_367_273, IMAGENET_SIZE, IMAGENET_CLASSES, "22.36 M in " + CCT_CODE)))));

    private PublishedArchitectures() {}

    private static CatalogForm large(String description, int minSize, ParameterCount parameters) {
        return new CatalogForm(Form.LARGE, description, minSize, null, parameters);
    }

    private static CatalogForm small(
            String description, int minSize, @Nullable Integer maxSize, @Nullable ParameterCount parameters) {
        return new CatalogForm(Form.SMALL, description, minSize, maxSize, parameters);
    }

    private static ParameterCount smallCct(long count, String prefix) {
        return new ParameterCount(count, 32, 10, prefix + CCT_CODE);
    }

    private static ParameterCount torchvision(String model, long count) {
        return new ParameterCount(
                count,
                IMAGENET_SIZE,
                IMAGENET_CLASSES,
                "https://docs.pytorch.org/vision/stable/models/generated/torchvision.models." + model + ".html");
    }
}
