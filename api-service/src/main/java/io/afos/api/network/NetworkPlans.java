package io.afos.api.network;

import io.afos.api.problem.InvalidRequest;
import io.afos.api.problem.NotFound;
import io.afos.model.catalog.CatalogDataset;
import io.afos.model.network.NetworkException;
import io.afos.model.network.PlanCodec;
import io.afos.model.onnx.OnnxNetwork;
import io.afos.model.recipe.ImageRecipe;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

/** Uploaded networks as workers get them: planned for the images and classes of a recipe. */
@Component
public class NetworkPlans {

    private static final int KEPT = 64;
    private static final int COLOURS = 3;

    private final Networks networks;
    private final FolderClasses folders;
    private final ConcurrentLruCache<Wanted, String> plans = new ConcurrentLruCache<>(KEPT, this::planned);

    NetworkPlans(Networks networks, FolderClasses folders) {
        this.networks = networks;
        this.folders = folders;
    }

    private record Wanted(String graph, int channels, int height, int width, int classes) {}

    /**
     * The plan for a recipe with an uploaded network, as tasks carry it.
     *
     * @throws InvalidRequest if the network is not here, or cannot be trained on these images
     */
    public String of(ImageRecipe recipe) {
        String graph = recipe.architecture().graph();
        if (graph == null) {
            throw new IllegalArgumentException(recipe.network() + " is a network of the catalog");
        }
        try {
            networks.requireHere(graph);
            return plans.get(wanted(graph, recipe));
        } catch (NotFound e) {
            throw new InvalidRequest("recipe.architecture", "cannot be trained: " + e.getMessage());
        } catch (NetworkException e) {
            throw new InvalidRequest("recipe.architecture", "cannot be trained on these images: " + e.getMessage());
        }
    }

    private Wanted wanted(String graph, ImageRecipe recipe) {
        String name = recipe.dataset();
        Integer size = recipe.data().imageSize();
        Optional<CatalogDataset> known = CatalogDataset.find(name);
        if (known.isPresent()) {
            CatalogDataset dataset = known.get();
            return new Wanted(
                    graph,
                    dataset.channels(),
                    size == null ? dataset.height() : size,
                    size == null ? dataset.width() : size,
                    dataset.classCount());
        }
        int side = size == null ? CatalogDataset.FOLDER_IMAGE_SIZE : size;
        return new Wanted(graph, COLOURS, side, side, classes(name));
    }

    private int classes(String folder) {
        return folders.of(folder)
                .orElseThrow(() -> new InvalidRequest(
                        "recipe.dataset",
                        "is a folder that no live worker has read yet, so its number of classes is not known here: train a"
                                + " network of the catalog on it first, for which one epoch is enough"));
    }

    private String planned(Wanted wanted) {
        OnnxNetwork network = OnnxNetwork.ofStored(networks.graph(wanted.graph));
        return Base64.getEncoder()
                .encodeToString(
                        PlanCodec.encode(network.plan(wanted.channels, wanted.height, wanted.width, wanted.classes)));
    }
}
