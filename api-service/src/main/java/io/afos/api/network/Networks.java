package io.afos.api.network;

import io.afos.api.caller.Caller;
import io.afos.api.problem.Conflict;
import io.afos.api.problem.InvalidRequest;
import io.afos.api.problem.NotFound;
import io.afos.api.problem.Overloaded;
import io.afos.model.catalog.CatalogArchitecture;
import io.afos.model.network.NetworkException;
import io.afos.model.onnx.NetworkDescription;
import io.afos.model.onnx.OnnxNetwork;
import io.afos.model.recipe.Architecture;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The networks that users uploaded. */
@Service
public class Networks {

    private final NetworkRepository networks;
    private final int most;

    Networks(NetworkRepository networks, @Value("${afos.networks.max:1000}") int most) {
        this.networks = networks;
        this.most = most;
    }

    /** @param isNew false if it was here already, under this name */
    public record Upload(UploadedNetwork network, boolean isNew) {}

    /**
     * Reads and keeps a network.
     *
     * @param name by which recipes will name it
     * @param replaced activations that are replaced, whatever the rules say
     * @param kept activations that stay, whatever the rules say
     * @throws InvalidRequest if the file is no network that can be trained, or the name is none
     * @throws Conflict if the name belongs to another network, or the network has another name
     */
    public Upload upload(String name, InputStream file, Set<String> replaced, Set<String> kept) throws IOException {
        requireFree(name);
        OnnxNetwork network;
        NetworkDescription description;
        try {
            network = OnnxNetwork.read(file).choosing(replaced, kept);
            description = network.describe();
        } catch (NetworkException e) {
            throw new InvalidRequest("file", "cannot be used: " + e.getMessage());
        }
        return keep(name, network, description);
    }

    /**
     * Keeps a network of an archive, under another name if its own belongs to another network here.
     *
     * @param stored as {@link #graph} gives it; not trusted
     * @throws InvalidRequest if it is not the network of this identity, or cannot be trained
     */
    public void keep(String name, String identity, byte[] stored) {
        if (networks.of(identity).isPresent()) {
            return;
        }
        OnnxNetwork network;
        NetworkDescription description;
        try {
            network = OnnxNetwork.ofStored(stored);
            description = network.describe();
        } catch (NetworkException e) {
            throw new InvalidRequest("network", "cannot be used: " + e.getMessage());
        }
        if (!network.identity().equals(identity)) {
            throw new InvalidRequest("network", "is not the one that the recipe names");
        }
        boolean isFree =
                CatalogArchitecture.find(name).isEmpty() && networks.named(name).isEmpty();
        keep(isFree ? name : "network-" + identity.substring(0, 12), network, description);
    }

    private Upload keep(String name, OnnxNetwork network, NetworkDescription description) {
        String identity = network.identity();
        boolean isNew = networks.of(identity).isEmpty();
        if (isNew) {
            if (networks.count() >= most) {
                throw new Overloaded(String.format(
                        Locale.ROOT,
                        "There are %,d networks, the most that are kept; delete one that nobody uses.",
                        most));
            }
            networks.add(identity, name, network.stored(), description, Caller.name());
        }
        UploadedNetwork there = networks.of(identity)
                .orElseThrow(() -> new Conflict(
                        String.format(Locale.ROOT, "there is another network %s; choose another name", name)));
        if (!there.name().equals(name)) {
            throw new Conflict(
                    String.format(Locale.ROOT, "this network is here already, under the name %s", there.name()));
        }
        return new Upload(there, isNew);
    }

    private void requireFree(String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            throw new InvalidRequest("name", "must be 1 to 64 lower-case letters, digits or hyphens");
        }
        if (CatalogArchitecture.find(name).isPresent()) {
            throw new InvalidRequest("name", "is that of a network of the catalog; choose another");
        }
    }

    public List<UploadedNetwork> all() {
        return networks.all();
    }

    /** @throws NotFound if there is none of this name */
    public UploadedNetwork get(String name) {
        return networks.named(name)
                .orElseThrow(() -> new NotFound("there is no network " + name + "; /api/v1/networks lists them"));
    }

    /** How recipes refer to the network of this name. */
    public Optional<Architecture> architecture(String name) {
        return networks.named(name).map(network -> Architecture.uploaded(network.name(), network.identity()));
    }

    /**
     * The network as archives carry it.
     *
     * @throws NotFound if it is not here
     */
    public byte[] graph(String identity) {
        return networks.graph(identity).orElseThrow(() -> isGone(identity));
    }

    /** @throws NotFound if there is no network of this identity */
    void requireHere(String identity) {
        if (networks.of(identity).isEmpty()) {
            throw isGone(identity);
        }
    }

    private static NotFound isGone(String identity) {
        return new NotFound("the network with the identity " + identity + " is not here");
    }

    /**
     * Forgets a network.
     *
     * @throws NotFound if there is none of this name
     * @throws Conflict if a job uses it
     */
    @Transactional
    public void remove(String name) {
        UploadedNetwork network = get(name);
        networks.user(network.identity()).ifPresent(job -> {
            throw new Conflict(String.format(
                    Locale.ROOT,
                    "network %s is used by job %d, and can only be deleted when no job uses it",
                    name,
                    job));
        });
        networks.remove(network.identity());
    }
}
