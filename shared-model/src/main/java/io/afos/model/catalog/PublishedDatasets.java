package io.afos.model.catalog;

import io.afos.model.catalog.CatalogDataset.Provision;
import java.util.List;

/** The facts about each data set, as its publisher or, where that says nothing, others state them. */
final class PublishedDatasets {

    private static final String GIVEN =
            "training and test set as published; validation images are held out of the" + " training set";
    private static final String FASHION_CITATION =
            "Xiao, Rasul, Vollgraf: Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms,"
                    + " arXiv 1708.07747, 2017";
    private static final String ZALANDO = "https://github.com/zalandoresearch/fashion-mnist";
    private static final String IMAGENET_TERMS = "ImageNet's terms of access: research, no redistribution of images";
    private static final List<String> CLOTHES = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private static final CatalogDataset FASHION_MNIST_MINI = new CatalogDataset(
            "fashion-mnist-mini",
            "Fashion-MNIST, 1,000 training and 200 test images of each class",
            28,
            28,
            1,
            true,
            10,
            CLOTHES,
            10_000,
            null,
            2_000,
            5_000,
            "the first images of each class of Fashion-MNIST's training and test set; validation images are held out of"
                    + " the training set",
            ZALANDO,
            "MIT",
            FASHION_CITATION,
            Provision.BUNDLED,
            List.of());

    private static final String FASHION = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";

    private static final CatalogDataset FASHION_MNIST = new CatalogDataset(
            "fashion-mnist",
            "Fashion-MNIST",
            28,
            28,
            1,
            true,
            10,
            CLOTHES,
            60_000,
            null,
            10_000,
            5_000,
            GIVEN,
            ZALANDO,
            "MIT",
            FASHION_CITATION,
            Provision.DOWNLOAD,
            List.of(
                    CatalogFile.sha256(
                            FASHION,
                            "train-images-idx3-ubyte.gz",
                            26_421_880,
                            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                    CatalogFile.sha256(
                            FASHION,
                            "train-labels-idx1-ubyte.gz",
                            29_515,
                            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                    CatalogFile.sha256(
                            FASHION,
                            "t10k-images-idx3-ubyte.gz",
                            4_422_102,
                            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
                    CatalogFile.sha256(
                            FASHION,
                            "t10k-labels-idx1-ubyte.gz",
                            5_148,
                            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")));

    private static final String OSSCI = "https://ossci-datasets.s3.amazonaws.com/mnist/";

    private static final CatalogDataset MNIST = new CatalogDataset(
            "mnist",
            "MNIST",
            28,
            28,
            1,
            false,
            10,
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
            60_000,
            null,
            10_000,
            5_000,
            GIVEN,
            "http://yann.lecun.com/exdb/mnist/",
            "often quoted as CC BY-SA 3.0; not stated by its authors",
            "LeCun, Bottou, Bengio, Haffner: Gradient-based learning applied to document recognition, Proceedings of the"
                    + " IEEE 86, 1998",
            Provision.DOWNLOAD,
            List.of(
                    CatalogFile.sha256(
                            OSSCI,
                            "train-images-idx3-ubyte.gz",
                            9_912_422,
                            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                            "6bbc9ace898e44ae57da46a324031adb"),
                    CatalogFile.sha256(
                            OSSCI,
                            "train-labels-idx1-ubyte.gz",
                            28_881,
                            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                            "a25bea736e30d166cdddb491f175f624"),
                    CatalogFile.sha256(
                            OSSCI,
                            "t10k-images-idx3-ubyte.gz",
                            1_648_877,
                            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                            "2646ac647ad5339dbf082846283269ea"),
                    CatalogFile.sha256(
                            OSSCI,
                            "t10k-labels-idx1-ubyte.gz",
                            4_542,
                            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
                            "27ae3e4e09519cfbb04c329615203637")));

    private static final CatalogDataset CIFAR10 = new CatalogDataset(
            "cifar10",
            "CIFAR-10",
            32,
            32,
            3,
            true,
            10,
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"),
            50_000,
            null,
            10_000,
            5_000,
            GIVEN,
            "https://www.cs.toronto.edu/~kriz/cifar.html",
            "none stated",
            "Krizhevsky: Learning multiple layers of features from tiny images, 2009",
            Provision.DOWNLOAD,
            List.of(CatalogFile.sha256(
                    "https://www.cs.toronto.edu/~kriz/",
                    "cifar-10-binary.tar.gz",
                    170_052_171,
                    "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")));

    private static final CatalogDataset IMAGENETTE = new CatalogDataset(
            "imagenette",
            "Imagenette 2, shorter side 320",
            224,
            224,
            3,
            true,
            10,
            List.of(
                    "tench",
                    "English springer",
                    "cassette player",
                    "chain saw",
                    "church",
                    "French horn",
                    "garbage truck",
                    "gas pump",
                    "golf ball",
                    "parachute"),
            9_469,
            null,
            3_925,
            946,
            "the published validation set (val) serves as test set, as there is no other; validation images are held out"
                    + " of the training set",
            "https://github.com/fastai/imagenette",
            IMAGENET_TERMS,
            "Howard: Imagenette, 2019; Deng et al.: ImageNet: a large-scale hierarchical image database, CVPR 2009",
            Provision.DOWNLOAD,
            List.of(CatalogFile.sha256(
                    "https://s3.amazonaws.com/fast-ai-imageclas/",
                    "imagenette2-320.tgz",
                    341_553_947,
                    "5020a9130cea0348272823cb12d2db7e981c6f2afa3dce71ccd5b8013005c55e")));

    private static final String IBEANS = "https://storage.googleapis.com/ibeans/";

    private static final CatalogDataset BEANS = new CatalogDataset(
            "beans",
            "Beans (iBean), leaves with two diseases and healthy ones",
            224,
            224,
            3,
            true,
            3,
            List.of("angular_leaf_spot", "bean_rust", "healthy"),
            1_034,
            133,
            128,
            133,
            "training, validation and test set as published",
            "https://github.com/AI-Lab-Makerere/ibean",
            "MIT",
            "Makerere AI Lab: Bean disease dataset, 2020",
            Provision.DOWNLOAD,
            List.of(
                    CatalogFile.sha256(
                            IBEANS,
                            "train.zip",
                            143_812_152,
                            "284fe8456ce20687f4367ae7ad94a64577e7f9fde2c2c6b1c74340ab5dc82715"),
                    CatalogFile.sha256(
                            IBEANS,
                            "validation.zip",
                            18_504_213,
                            "90b7aa1c26d91d9afff07a30bbc67a5ea34f1f1397f068d8675be09d7d0c602d"),
                    CatalogFile.sha256(
                            IBEANS,
                            "test.zip",
                            17_708_541,
                            "ca67b15d960d1e2fd9d23fd8498ce86818ead90755c630a43baf19ec4af09312")));

    private static final CatalogDataset COLORECTAL_HISTOLOGY = new CatalogDataset(
            "colorectal-histology",
            "Colorectal Histology, tiles of eight kinds of tissue",
            150,
            150,
            3,
            true,
            8,
            List.of("tumor", "stroma", "complex", "lympho", "debris", "mucosa", "adipose", "empty"),
            4_000,
            null,
            1_000,
            400,
            "none published: a fifth of each class, drawn once and for all, is the test set; validation images are held"
                    + " out of the rest",
            "https://zenodo.org/records/53169",
            "CC BY 4.0",
            "Kather et al.: Multi-class texture analysis in colorectal cancer histology, Scientific Reports 6, 2016",
            Provision.DOWNLOAD,
            List.of(CatalogFile.sha256(
                    "https://zenodo.org/record/53169/files/",
                    "Kather_texture_2016_image_tiles_5000.zip",
                    258_098_431,
                    "936d0b95ae0f04f1f7b18a2b7e8c55776c3e887d102f645bcee752d1a6626a32")));

    private static final CatalogDataset COTTON_WEED_ID15 = new CatalogDataset(
            "cottonweedid15",
            "CottonWeedID15, weeds of cotton fields",
            224,
            224,
            3,
            true,
            15,
            List.of(
                    "Carpetweeds",
                    "Crabgrass",
                    "Eclipta",
                    "Goosegrass",
                    "Morningglory",
                    "Nutsedge",
                    "PalmerAmaranth",
                    "PricklySida",
                    "Purslane",
                    "Ragweed",
                    "Sicklepod",
                    "SpottedSpurge",
                    "SpurredAnoda",
                    "Swinecress",
                    "Waterhemp"),
            4_150,
            null,
            1_037,
            415,
            "none published: a fifth of each class, drawn once and for all, is the test set; validation images are held"
                    + " out of the rest",
            "https://www.kaggle.com/datasets/yuzhenlu/cottonweedid15",
            "CC BY-NC 4.0, not confirmed",
            "Chen, Lu, Li, Young: Performance evaluation of deep transfer learning on multi-class identification of common"
                    + " weed species in cotton production systems, Computers and Electronics in Agriculture 198, 2022",
            Provision.BY_HAND,
            List.of());

    private static final CatalogDataset TINY_IMAGENET = new CatalogDataset(
            "tiny-imagenet",
            "Tiny ImageNet, 200 classes",
            64,
            64,
            3,
            true,
            200,
            List.of(),
            100_000,
            null,
            10_000,
            10_000,
            "the published validation set (val) serves as test set, as the published test set has no labels; validation"
                    + " images are held out of the training set",
            "http://cs231n.stanford.edu/",
            IMAGENET_TERMS,
            "Le, Yang: Tiny ImageNet visual recognition challenge, 2015; Deng et al.: ImageNet: a large-scale hierarchical"
                    + " image database, CVPR 2009",
            Provision.DOWNLOAD,
            List.of(CatalogFile.md5(
                    "http://cs231n.stanford.edu/",
                    "tiny-imagenet-200.zip",
                    248_100_043,
                    "90528d7ca1a48142e341f4ef8d21d0de")));

    static final List<CatalogDataset> ALL = List.of(
            FASHION_MNIST_MINI,
            FASHION_MNIST,
            MNIST,
            CIFAR10,
            IMAGENETTE,
            BEANS,
            COLORECTAL_HISTOLOGY,
            COTTON_WEED_ID15,
            TINY_IMAGENET);

    private PublishedDatasets() {}
}
