package io.afos.trainer.data.catalog;

import io.afos.model.catalog.CatalogDataset;
import io.afos.model.recipe.DataSpec;
import io.afos.trainer.data.DataProperties;
import io.afos.trainer.data.file.DataFiles;
import io.afos.trainer.data.format.CifarBatches;
import io.afos.trainer.data.format.IdxFiles;
import io.afos.trainer.data.format.Part;
import io.afos.trainer.data.format.PublishedFolders;
import io.afos.trainer.data.format.TinyImagenetFolders;
import io.afos.trainer.image.ImageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All data sets that this worker can load. */
public final class Catalog {

    private static final ImageShape FOLDER_SHAPE =
            new ImageShape(3, CatalogDataset.FOLDER_IMAGE_SIZE, CatalogDataset.FOLDER_IMAGE_SIZE);

    static final List<DatasetSource> PUBLISHED = List.of(
            new BundledIdx(facts("fashion-mnist-mini")),
            new Published(facts("fashion-mnist"), new IdxFiles()),
            new Published(facts("mnist"), new IdxFiles()),
            new Published(facts("cifar10"), new CifarBatches()),
            new Published(facts("imagenette"), new PublishedFolders(List.of(), true)),
            new Published(facts("beans"), new PublishedFolders(List.of(Part.TRAIN, Part.VALIDATION, Part.TEST), false)),
            new Published(facts("colorectal-histology"), new PublishedFolders(List.of(), false)),
            placed(facts("cottonweedid15")),
            new Published(facts("tiny-imagenet"), new TinyImagenetFolders()));

    private final List<DatasetSource> published;

    public Catalog() {
        this(PUBLISHED);
    }

    public Catalog(List<DatasetSource> published) {
        this.published = published;
    }

    private static CatalogDataset facts(String name) {
        return CatalogDataset.find(name).orElseThrow();
    }

    private static PlacedFolder placed(CatalogDataset facts) {
        return new PlacedFolder(
                facts.name(),
                facts.name(),
                new ImageShape(facts.channels(), facts.height(), facts.width()),
                facts.classCount(),
                ", or the archive from " + facts.source());
    }

    public List<String> names() {
        return published.stream().map(DatasetSource::name).toList();
    }

    /** The published data sets and the existing folders. */
    public List<DatasetSource> all(DataFiles files) {
        List<DatasetSource> all = new ArrayList<>(published);
        files.folders().stream()
                .map(Catalog::folder)
                .filter(folder -> folder.present(files))
                .forEach(all::add);
        return all;
    }

    public Optional<DatasetSource> find(String name) {
        if (name.startsWith(DataSpec.FOLDER)) {
            return Optional.of(folder(name.substring(DataSpec.FOLDER.length())));
        }
        return published.stream().filter(source -> source.name().equals(name)).findFirst();
    }

    private static DatasetSource folder(String name) {
        return new PlacedFolder(DataSpec.FOLDER + name, DataProperties.FOLDERS + "/" + name, FOLDER_SHAPE, null, "");
    }
}
