package io.afos.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A data set of the MNIST family: ten classes of 28x28 greyscale images in four IDX files, from the data directory. */
record IdxDataset(
        String name, RemoteFile trainImages, RemoteFile trainLabels, RemoteFile testImages, RemoteFile testLabels)
        implements DatasetSource {

    static final ImageShape SHAPE = new ImageShape(1, 28, 28);
    static final int CLASSES = 10;

    @Override
    public List<RemoteFile> files() {
        return List.of(trainImages, trainLabels, testImages, testLabels);
    }

    @Override
    public Dataset load(DataFiles files) {
        return new Dataset(name, CLASSES, split(files, trainImages, trainLabels), split(files, testImages, testLabels));
    }

    private LabelledImages split(DataFiles files, RemoteFile images, RemoteFile labels) {
        Path imagesPath = files.find(name, images);
        Path labelsPath = files.find(name, labels);
        int[] classOf = read(files, labelsPath, labels, content -> IdxFormat.labels(content, CLASSES));
        byte[] pixels = read(files, imagesPath, images, content -> IdxFormat.pixels(content, classOf.length, SHAPE));
        return new LabelledImages(SHAPE, pixels, classOf);
    }

    private static <T> T read(DataFiles files, Path path, RemoteFile file, Format<T> format) {
        try (var in = Files.newInputStream(path)) {
            byte[] content = Unpacked.gzip(in, files.maxBytes());
            T result = format.read(content);
            boolean sameContent = Digests.md5(content).equals(file.contentMd5());
            if (!sameContent && !files.isOfficial(path, file)) {
                files.warnOfOtherContent(path, file);
            }
            return result;
        } catch (IOException e) {
            throw DataFiles.damaged(path, String.valueOf(e.getMessage()), "the content of " + file.address());
        }
    }

    private interface Format<T> {
        T read(byte[] content) throws IOException;
    }
}
