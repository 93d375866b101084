package io.afos.model.activation;

import io.afos.model.expression.ExpressionParser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The activation functions with a name: those of the paper, and all of torch.nn and keras.activations that are functions of one
 * number, with their default parameters, except Keras' sparse_plus. CELU with its default alpha of 1 is ELU. ELU and SELU write min(x, 0) as {@code x-max(x,0)}, which has slope 1 at 0 as in
 * their papers.
 */
public final class NamedActivations {

    private static final String AFOS = "Rahman, He, Wang: Activation function optimization scheme for image"
            + " classification. Knowledge-Based Systems, 2024. arXiv:2409.04915";

    private static final String SHRINKAGE = "Donoho, Johnstone: Ideal spatial adaptation by wavelet shrinkage."
            + " Biometrika 81, 1994, with the threshold 0.5 of torch.nn and Keras";

    private static final List<NamedActivation> ALL = List.of(
            named(
                    "relu",
                    "ReLU",
                    "max(x,0)",
                    "Nair, Hinton: Rectified linear units improve restricted Boltzmann machines. ICML 2010"),
            named(
                    "leaky-relu",
                    "Leaky ReLU",
                    "max(x,0.01*x)",
                    "Maas, Hannun, Ng: Rectifier nonlinearities improve neural network acoustic models. ICML 2013"),
            named(
                    "elu",
                    "ELU",
                    "max(x,0)+exp(x-max(x,0))-1",
                    "Clevert, Unterthiner, Hochreiter: Fast and accurate deep network learning by exponential linear"
                            + " units. ICLR 2016. arXiv:1511.07289"),
            named(
                    "selu",
                    "SELU",
                    "1.0507009873554804934193349852946"
                            + "*(max(x,0)+1.6732632423543772848170429916717*(exp(x-max(x,0))-1))",
                    "Klambauer, Unterthiner, Mayr, Hochreiter: Self-normalizing neural networks. NeurIPS 2017."
                            + " arXiv:1706.02515"),
            named(
                    "gelu",
                    "GELU",
                    "0.5*x*(1+erf(x*0.70710678118654752440))",
                    "Hendrycks, Gimpel: Gaussian error linear units. 2016. arXiv:1606.08415"),
            named(
                    "silu",
                    "SiLU (Swish)",
                    "x*sigmoid(x)",
                    "Elfwing, Uchibe, Doya: Sigmoid-weighted linear units for neural network function approximation in"
                            + " reinforcement learning. 2017. arXiv:1702.03118; as Swish: Ramachandran, Zoph, Le:"
                            + " Searching for activation functions. 2017. arXiv:1710.05941"),
            named(
                    "mish",
                    "Mish",
                    "x*tanh(softplus(x))",
                    "Misra: Mish: a self regularized non-monotonic activation function. BMVC 2020. arXiv:1908.08681"),
            named(
                    "softplus",
                    "Softplus",
                    "softplus(x)",
                    "Dugas, Bengio, Belisle, Nadeau, Garcia: Incorporating second-order functional knowledge for better"
                            + " option pricing. NIPS 2000"),
            named(
                    "tanh",
                    "Tanh",
                    "tanh(x)",
                    "LeCun, Bottou, Orr, Mueller: Efficient BackProp. In: Neural networks: tricks of the trade, 1998"),
            named(
                    "sigmoid",
                    "Sigmoid",
                    "sigmoid(x)",
                    "Rumelhart, Hinton, Williams: Learning representations by back-propagating errors. Nature 323, 1986"),
            named(
                    "hard-swish",
                    "Hard-Swish",
                    "x*min(max(x+3,0),6)/6",
                    "Howard et al.: Searching for MobileNetV3. ICCV 2019. arXiv:1905.02244"),
            named(
                    "relu6",
                    "ReLU6",
                    "min(max(x,0),6)",
                    "Krizhevsky: Convolutional deep belief networks on CIFAR-10. University of Toronto, 2010"),
            named(
                    "prelu",
                    "PReLU (slope 0.25)",
                    "max(x,0.25*x)",
                    "He, Zhang, Ren, Sun: Delving deep into rectifiers. ICCV 2015. arXiv:1502.01852, with the slope where"
                            + " it starts"),
            named(
                    "rrelu",
                    "RReLU (mean slope)",
                    "max(x,0.22916666666666666*x)",
                    "Xu, Wang, Chen, Li: Empirical evaluation of rectified activations in convolutional network. 2015."
                            + " arXiv:1505.00853, as it is after the training"),
            named(
                    "relu-squared",
                    "Squared ReLU",
                    "max(x,0)^2",
                    "So et al.: Primer: searching for efficient transformers for language modeling. NeurIPS 2021."
                            + " arXiv:2109.08668"),
            named(
                    "gelu-tanh",
                    "GELU (tanh)",
                    "0.5*x*(1+tanh(0.7978845608028654*(x+0.044715*x^3)))",
                    "Hendrycks, Gimpel: Gaussian error linear units. 2016. arXiv:1606.08415"),
            named(
                    "softsign",
                    "Softsign",
                    "x/(1+abs(x))",
                    "Turian, Bergstra, Bengio: Quadratic features and deep architectures for chunking. NAACL 2009"),
            named(
                    "log-sigmoid",
                    "LogSigmoid",
                    "-softplus(-x)",
                    "PyTorch: torch.nn.LogSigmoid; Keras: keras.activations.log_sigmoid"),
            named(
                    "hard-tanh",
                    "Hardtanh",
                    "max(min(x,1),-1)",
                    "Collobert: Large scale machine learning. Thesis, Université Paris 6, 2004"),
            named(
                    "hard-sigmoid",
                    "Hard sigmoid",
                    "min(max(x+3,0),6)/6",
                    "Howard et al.: Searching for MobileNetV3. ICCV 2019. arXiv:1905.02244"),
            named(
                    "tanh-shrink",
                    "Tanhshrink",
                    "x-tanh(x)",
                    "PyTorch: torch.nn.Tanhshrink; Keras: keras.activations.tanh_shrink"),
            named("soft-shrink", "Softshrink", "max(x-0.5,0)+min(x+0.5,0)", SHRINKAGE),
            named("hard-shrink", "Hardshrink", "x*step(abs(x)-0.5)", SHRINKAGE),
            named(
                    "squareplus",
                    "Squareplus",
                    "(x+sqrt(x^2+4))/2",
                    "Barron: Squareplus: a softplus-like algebraic rectifier. 2021. arXiv:2112.11687"),
            named("sparse-sigmoid", "Sparse sigmoid", "min(max(x+1,0),2)/2", "Keras: keras.activations.sparse_sigmoid"),
            named("linear", "Linear", "x", "PyTorch: torch.nn.Identity; Keras: keras.activations.linear"),
            named("exponential", "Exponential", "exp(x)", "Keras: keras.activations.exponential"),
            named("eelu-1", "EELU-1", "x*erf(exp(x))", AFOS),
            named("eelu-2", "EELU-2", "-x*erf(exp(-x))", AFOS),
            named("eelu-3", "EELU-3", "x*erf(exp(x))^2", AFOS),
            named("eelu-4", "EELU-4", "erf(x)*softplus(x)", AFOS));

    private static final Map<String, NamedActivation> BY_NAME = by(NamedActivation::name);
    private static final Map<Fingerprint, NamedActivation> BY_FINGERPRINT = by(NamedActivation::fingerprint);

    private NamedActivations() {}

    public static List<NamedActivation> all() {
        return ALL;
    }

    public static Optional<NamedActivation> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** The named activation that is the same function, however it is written. */
    public static Optional<NamedActivation> find(Fingerprint fingerprint) {
        return Optional.ofNullable(BY_FINGERPRINT.get(fingerprint));
    }

    private static NamedActivation named(String name, String title, String formula, String source) {
        return new NamedActivation(name, title, ExpressionParser.parse(formula), source);
    }

    private static <K> Map<K, NamedActivation> by(Function<NamedActivation, K> key) {
        return ALL.stream().collect(Collectors.toUnmodifiableMap(key, Function.identity()));
    }
}
