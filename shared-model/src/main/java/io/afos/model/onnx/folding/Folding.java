package io.afos.model.onnx.folding;

import io.afos.model.onnx.file.Node;
import io.afos.model.onnx.recognition.Pointwise;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Computes nodes whose inputs are constants.
 *
 * <p>Memory is bounded: a constant may have 2,097,152 elements, and all of one run together four times that.
 */
public final class Folding {

    static final int MOST_ELEMENTS = 1 << 21;
    private static final int MOST_IN_ALL = 1 << 23;

    private static final Set<String> OPERATORS = Set.of(
            "Mod",
            "Floor",
            "Ceil",
            "Round",
            "Cast",
            "Concat",
            "ConstantOfShape",
            "Expand",
            "Flatten",
            "Gather",
            "Range",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceProd",
            "ReduceSum",
            "Reshape",
            "ScatterND",
            "Size",
            "Slice",
            "Split",
            "Squeeze",
            "Tile",
            "Transpose",
            "Unsqueeze");

    private int inAll;

    /** Whether the operator can be computed for constants. */
    public static boolean knows(Node node) {
        return OPERATORS.contains(node.operator()) || Pointwise.is(node);
    }

    /**
     * The outputs of a node.
     *
     * @param inputs its inputs in order; {@code null} for one that is not given
     * @throws io.afos.model.network.NetworkException if they do not fit its operator; the message names the node
     */
    public List<Array> outputs(Node node, List<@Nullable Array> inputs) {
        var arguments = new Arguments(node, inputs);
        try {
            List<Array> outputs = compute(node, arguments);
            outputs.forEach(output -> count(node, output.size()));
            return outputs;
        } catch (IndexOutOfBoundsException | ArithmeticException | NegativeArraySizeException e) {
            throw node.refusal("its constants do not fit each other");
        }
    }

    private void count(Node node, int size) {
        inAll += size;
        if (inAll > MOST_IN_ALL) {
            throw node.refusal("the network computes too many constants");
        }
    }

    private static List<Array> compute(Node node, Arguments in) {
        return switch (node.operator()) {
            case "Concat" -> List.of(Shaping.concat(in));
            case "ConstantOfShape" -> List.of(Shaping.constantOfShape(in));
            case "Expand" -> List.of(Shaping.expand(in));
            case "Flatten" -> List.of(Shaping.flatten(in));
            case "Gather" -> List.of(in.get(0).gathered(in.axis("axis", 0), in.indices(1, in.axis("axis", 0))));
            case "Range" -> List.of(Shaping.range(in));
            case "Reshape" -> List.of(Shaping.reshape(in));
            case "ScatterND" -> List.of(in.get(0).scattered(in.get(1), in.get(2)));
            case "Size" ->
                List.of(Array.wholes(List.of((long) in.get(0).size())).reshaped());
            case "Slice" -> List.of(Shaping.slice(in));
            case "Split" -> Shaping.split(in);
            case "Squeeze" -> List.of(Shaping.squeeze(in));
            case "Tile" -> List.of(Shaping.tile(in));
            case "Transpose" -> List.of(Shaping.transpose(in));
            case "Unsqueeze" -> List.of(Shaping.unsqueeze(in));
            case "Cast" -> List.of(in.get(0).as(in.castsToWhole()));
            case "ReduceMax", "ReduceMean", "ReduceMin", "ReduceProd", "ReduceSum" -> List.of(Shaping.reduce(in));
            default -> List.of(elementwise(node, in));
        };
    }

    private static Array elementwise(Node node, Arguments in) {
        List<Array> given = new ArrayList<>();
        IntStream.range(0, in.count()).filter(in::has).forEach(i -> given.add(in.get(i)));
        int[] extents = new int[0];
        for (Array array : given) {
            extents = in.broadcast(extents, array.extents());
        }
        in.requireSize(extents);
        int[] common = extents;
        List<Array> spread = given.stream().map(array -> array.expanded(common)).toList();
        boolean whole = given.stream().skip(node.is("Where") ? 1 : 0).allMatch(Array::isWhole);
        var data = new double[Array.size(extents)];
        var numbers = new double[in.count()];
        for (int i = 0; i < data.length; i++) {
            int next = 0;
            for (int j = 0; j < numbers.length; j++) {
                numbers[j] = in.has(j) ? spread.get(next++).at(i) : Double.NaN;
            }
            data[i] = value(node, numbers, whole);
        }
        return new Array(
                whole || Pointwise.isTruth(node), extents, data, given.stream().anyMatch(Array::dependsOnBatch));
    }

    private static double value(Node node, double[] in, boolean whole) {
        return switch (node.operator()) {
            case "Mod" -> node.whole("fmod", 0) == 1 ? in[0] % in[1] : in[0] - in[1] * Math.floor(in[0] / in[1]);
            case "Floor" -> Math.floor(in[0]);
            case "Ceil" -> Math.ceil(in[0]);
            case "Round" -> Math.rint(in[0]);
            case "Div" -> whole ? truncated(in[0] / in[1]) : in[0] / in[1];
            default -> Pointwise.value(node, in);
        };
    }

    private static double truncated(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }
}
