package io.afos.trainer.data;

import java.util.List;

/** Every data set this worker can load, with its published files (addresses and checksums as published). */
final class Catalogue {

    private static final String MNIST = "https://ossci-datasets.s3.amazonaws.com/mnist/";
    private static final String FASHION = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";
    private static final String CIFAR = "https://www.cs.toronto.edu/~kriz/";

    static final List<DatasetSource> ALL = List.of(
            new BundledIdx("fashion-mnist-mini"),
            new IdxDataset(
                    "mnist",
                    RemoteFile.of(
                            MNIST,
                            "train-images-idx3-ubyte.gz",
                            9_912_422,
                            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                            "6bbc9ace898e44ae57da46a324031adb"),
                    RemoteFile.of(
                            MNIST,
                            "train-labels-idx1-ubyte.gz",
                            28_881,
                            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                            "a25bea736e30d166cdddb491f175f624"),
                    RemoteFile.of(
                            MNIST,
                            "t10k-images-idx3-ubyte.gz",
                            1_648_877,
                            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                            "2646ac647ad5339dbf082846283269ea"),
                    RemoteFile.of(
                            MNIST,
                            "t10k-labels-idx1-ubyte.gz",
                            4_542,
                            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
                            "27ae3e4e09519cfbb04c329615203637")),
            new IdxDataset(
                    "fashion-mnist",
                    RemoteFile.of(
                            FASHION,
                            "train-images-idx3-ubyte.gz",
                            26_421_880,
                            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                            null),
                    RemoteFile.of(
                            FASHION,
                            "train-labels-idx1-ubyte.gz",
                            29_515,
                            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                            null),
                    RemoteFile.of(
                            FASHION,
                            "t10k-images-idx3-ubyte.gz",
                            4_422_102,
                            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                            null),
                    RemoteFile.of(
                            FASHION,
                            "t10k-labels-idx1-ubyte.gz",
                            5_148,
                            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
                            null)),
            new Cifar10(
                    "cifar10",
                    RemoteFile.of(
                            CIFAR,
                            "cifar-10-binary.tar.gz",
                            170_052_171,
                            "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
                            null)));

    private Catalogue() {}
}
