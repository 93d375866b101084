package io.afos.model.onnx;

import io.afos.model.onnx.file.Graph;
import io.afos.model.onnx.file.Names;
import io.afos.model.onnx.file.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What a file no longer tells, or tells in a way that changes the network. */
final class Warnings {

    private static final Pattern FOLDED = Pattern.compile("onnx::Conv_\\d+");
    private static final int MANY = 10;

    private static final String KEEP = "export it with torch.onnx.export(model.train(), image, file,"
            + " training=torch.onnx.TrainingMode.TRAINING, do_constant_folding=False), which keeps normalisation and"
            + " dropout";

    private final Graph graph;

    Warnings(Graph graph) {
        this.graph = graph;
    }

    List<String> list() {
        List<String> warnings = new ArrayList<>();
        long folded = count(node -> node.is("Conv") && isFolded(node));
        long biased = count(node -> node.is("Conv") && node.input(2) != null);
        boolean normalises = count(node -> node.operator().endsWith("Normalization") || node.is("Sqrt", "Dropout")) > 0;
        if (folded > 0) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "batch normalisation was folded into %d convolutions when the file was written, so the network trains without it"
                            + " there; %s",
                    folded,
                    KEEP));
        } else if (biased >= MANY && !normalises) {
            warnings.add(
                    "the file has no normalisation; if the network has batch normalisation, the exporter folded it into the"
                            + " convolutions: " + KEEP);
        }
        if (!graph.otherOutputs().isEmpty()) {
            warnings.add("only the first output is trained; left out: "
                    + String.join(
                            ", ",
                            graph.otherOutputs().stream()
                                    .limit(5)
                                    .map(Names::shown)
                                    .toList()));
        }
        return warnings;
    }

    private boolean isFolded(Node node) {
        return node.inputs().size() > 2 && FOLDED.matcher(node.inputs().get(1)).matches();
    }

    private long count(Predicate<Node> condition) {
        return graph.nodes().stream().filter(condition).count();
    }
}
