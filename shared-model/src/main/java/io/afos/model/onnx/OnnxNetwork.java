package io.afos.model.onnx;

import io.afos.model.network.NetworkException;
import io.afos.model.network.NetworkPlan;
import io.afos.model.onnx.file.Choices;
import io.afos.model.onnx.file.Graph;
import io.afos.model.onnx.file.Names;
import io.afos.model.onnx.file.OnnxReader;
import io.afos.model.onnx.file.OnnxWriter;
import io.afos.model.onnx.lowering.Lowering;
import io.afos.model.onnx.lowering.Places;
import io.afos.model.onnx.recognition.Activations;
import io.afos.model.onnx.recognition.FoundActivation;
import io.afos.model.onnx.recognition.Normalisations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A network that a user handed in as an ONNX file: its graph without weights, and which of its activations are replaced by the function
 * under trial. Immutable.
 */
public final class OnnxNetwork {

    /** Larger files are refused, in bytes. */
    public static final int MAX_FILE_BYTES = OnnxReader.MOST_BYTES;

    private static final int MAX_STORED_BYTES = 64 * 1024 * 1024;

    private final Graph graph;
    private final List<FoundActivation> activations;

    private OnnxNetwork(Graph graph) {
        this.graph = graph;
        this.activations = Activations.of(Normalisations.joined(graph));
    }

    /**
     * Reads a file. Weights are skipped while they stream by, so memory depends on the number of nodes alone.
     *
     * @throws NetworkException if the file is no model, or one that can be no network; the message names the node and says what to do
     * @throws IOException if the stream fails
     */
    public static OnnxNetwork read(InputStream file) throws IOException {
        return new OnnxNetwork(OnnxReader.read(file));
    }

    /** What {@link #stored} gave. */
    public static OnnxNetwork ofStored(byte[] stored) {
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(stored))) {
            return new OnnxNetwork(
                    OnnxReader.readWritten(new ByteArrayInputStream(unpacked.readNBytes(MAX_STORED_BYTES))));
        } catch (IOException e) {
            throw new NetworkException("the stored network is damaged: " + e.getMessage());
        }
    }

    /** The network in some kilobytes: an ONNX file without weights, compressed by gzip. Equal networks give equal bytes. */
    public byte[] stored() {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(OnnxWriter.write(graph));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /**
     * What the network is: 64 hexadecimal digits that depend on the graph, the shapes of its weights and the choice of activations, but
     * neither on the values of weights nor on names.
     */
    public String identity() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(OnnxWriter.writeNameless(graph));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The same network with other places for the function under trial.
     *
     * @param replaced names of activations that are replaced, whatever the rules say
     * @param kept names of activations that stay, whatever the rules say
     * @throws NetworkException if the network has no activation of such a name, or none would be replaced
     */
    public OnnxNetwork choosing(Set<String> replaced, Set<String> kept) {
        Set<String> names = activations.stream().map(FoundActivation::name).collect(Collectors.toSet());
        Set<String> all = new HashSet<>(replaced);
        all.addAll(kept);
        for (String name : all) {
            if (!names.contains(name)) {
                throw new NetworkException("the network has no activation " + Names.shown(name));
            }
            if (replaced.contains(name) && kept.contains(name)) {
                throw new NetworkException("activation " + Names.shown(name) + " cannot be both replaced and kept");
            }
        }
        return new OnnxNetwork(graph.with(new Choices(outputs(replaced), outputs(kept))));
    }

    private Set<String> outputs(Set<String> names) {
        return activations.stream()
                .filter(activation -> names.contains(activation.name()))
                .map(FoundActivation::to)
                .collect(Collectors.toSet());
    }

    /**
     * What was understood of the network, for images and classes as the file has them; where it leaves the size open, 224x224.
     *
     * @throws NetworkException if it cannot be trained, with the message of {@link #plan}
     */
    public NetworkDescription describe() {
        return new Description(this).describe();
    }

    /**
     * The network for images of one shape and a number of classes, which the worker builds.
     *
     * @throws NetworkException if the network cannot be trained, or not on such images; the message names the node and says what to do
     */
    public NetworkPlan plan(int channels, int height, int width, int classes) {
        return Lowering.plan(placed(), channels, height, width, classes);
    }

    /** The graph with a node for each activation. */
    Graph placed() {
        return Places.replaced(Normalisations.joined(graph), activations, this::stays);
    }

    Graph graph() {
        return graph;
    }

    List<FoundActivation> activations() {
        return activations;
    }

    boolean stays(FoundActivation activation) {
        Choices choices = graph.choices();
        return choices.kept().contains(activation.to())
                || activation.stays() && !choices.replaced().contains(activation.to());
    }
}
