package io.afos.api.activation;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.afos.model.export.ExportedActivation;
import io.afos.model.export.Note;
import io.afos.model.expression.InfixPrinter;
import io.afos.model.lowering.Instruction;
import io.afos.model.lowering.Operation;
import io.afos.model.lowering.Program;
import io.afos.model.lowering.SafeLowering;
import io.afos.model.lowering.Term;
import io.afos.model.lowering.Term.Register;
import io.afos.model.lowering.Term.Scalar;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes activation functions as ONNX models: float32 {@code x} to {@code y} of the same shape; with the derivative as a
 * second output {@code slope} if it is wanted.
 */
final class OnnxModel {

    /** ONNX 1.8, of November 2020. */
    private static final int IR_VERSION = 7;

    private static final int OPERATORS_VERSION = 13;
    private static final List<String> OUTPUTS = List.of("y", "slope");

    private final GraphProto.Builder graph = GraphProto.newBuilder();
    private final Map<Term, String> names = new HashMap<>();

    private final @Nullable Integer rank;

    private OnnxModel(@Nullable Integer rank) {
        this.rank = rank;
        names.put(Term.INPUT, "x");
    }

    /**
     * The file.
     *
     * @param rank number of dimensions of the input, each of any size; {@code null} for any, which runtimes take and
     *     ONNX's checker does not
     */
    static byte[] of(ExportedActivation activation, @Nullable Integer rank) {
        return of(activation, rank, false);
    }

    /** As {@link #of(ExportedActivation, Integer)}, if wanted with the derivative as a second output. */
    static byte[] of(ExportedActivation activation, @Nullable Integer rank, boolean withDerivative) {
        Program program = withDerivative ? activation.lowering().safe() : SafeLowering.value(activation.expression());
        var model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATORS_VERSION))
                .setProducerName("AFOS")
                .setDocString("f(x) = " + InfixPrinter.print(activation.expression()))
                .setGraph(new OnnxModel(rank).graph(activation.functionName(), program));
        metadata(activation.notes())
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }

    /** Keys must be distinct: notes on the same subject become lines. */
    private static Map<String, String> metadata(List<Note> notes) {
        return notes.stream()
                .collect(Collectors.toMap(
                        Note::subject, Note::text, (first, next) -> first + "\n" + next, LinkedHashMap::new));
    }

    private GraphProto graph(String name, Program program) {
        graph.setName(name).addInput(tensor("x"));
        program.instructions().forEach(this::add);
        for (int i = 0; i < program.outputs().size(); i++) {
            Term output = program.outputs().get(i);
            node(
                    output instanceof Scalar ? "Add" : "Identity",
                    OUTPUTS.get(i),
                    output instanceof Scalar ? List.of(zeros(OUTPUTS.get(i)), name(output)) : List.of(name(output)));
            graph.addOutput(tensor(OUTPUTS.get(i)));
        }
        return graph.build();
    }

    /** A tensor of zeros in the shape of the input. */
    private String zeros(String output) {
        String shape = output + "_shape";
        String zeros = output + "_zeros";
        node("Shape", shape, List.of("x"));
        node("ConstantOfShape", zeros, List.of(shape));
        return zeros;
    }

    private void add(Instruction instruction) {
        String target = "v" + instruction.target().index();
        names.put(instruction.target(), target);
        List<String> operands = instruction.operands().stream().map(this::name).toList();
        if (instruction.operation() == Operation.NOT_EQUAL) {
            node("Equal", target + "_equal", operands);
            node("Not", target, List.of(target + "_equal"));
        } else if (instruction.operation() == Operation.ERF || instruction.operation() == Operation.TANH) {
            // ONNX Runtime makes a number out of NaN here
            node(operator(instruction.operation()), target + "_number", operands);
            node("IsNaN", target + "_undefined", operands);
            node("Where", target, List.of(target + "_undefined", operands.get(0), target + "_number"));
        } else if (instruction.operation() == Operation.SIGMOID) {
            sigmoid(operands.get(0), target);
        } else if (instruction.operation() == Operation.SOFTPLUS) {
            softplus(operands.get(0), target);
        } else {
            node(operator(instruction.operation()), target, operands);
        }
    }

    /** 1 / (1 + e^-u), since Sigmoid is 0 below -18 in ONNX Runtime. */
    private void sigmoid(String u, String target) {
        String one = name(Term.ONE);
        // not Neg, of which ONNX Runtime 1.20 cancels pairs and loses the first where it is needed elsewhere
        node("Mul", target + "_neg", List.of(u, name(new Scalar(-1))));
        node("Exp", target + "_e", List.of(target + "_neg"));
        node("Add", target + "_w", List.of(target + "_e", one));
        // not Div: ONNX Runtime 1.20 joins it to a product and loses it where it is needed elsewhere
        node("Reciprocal", target, List.of(target + "_w"));
    }

    /** max(u, 0) + ln(1 + e^-|u|), since Softplus is 0 below -17 in ONNX Runtime; ln(1 + e) as Goldberg has it. */
    private void softplus(String u, String target) {
        String one = name(Term.ONE);
        node("Abs", target + "_abs", List.of(u));
        node("Neg", target + "_neg", List.of(target + "_abs"));
        node("Exp", target + "_e", List.of(target + "_neg"));
        node("Add", target + "_w", List.of(target + "_e", one));
        node("Sub", target + "_rounded", List.of(target + "_w", one));
        node("Log", target + "_log", List.of(target + "_w"));
        node("Div", target + "_ratio", List.of(target + "_e", target + "_rounded"));
        node("Mul", target + "_corrected", List.of(target + "_log", target + "_ratio"));
        node("Equal", target + "_same", List.of(target + "_w", one));
        node("Where", target + "_log1p", List.of(target + "_same", target + "_e", target + "_corrected"));
        node("Max", target + "_max", List.of(u, name(Term.ZERO)));
        node("Add", target, List.of(target + "_max", target + "_log1p"));
    }

    private static String operator(Operation operation) {
        return switch (operation) {
            case ADD -> "Add";
            case SUBTRACT -> "Sub";
            case MULTIPLY -> "Mul";
            case DIVIDE -> "Div";
            case NEGATE -> "Neg";
            case MAX -> "Max";
            case MIN -> "Min";
            case ABS -> "Abs";
            case SIGN -> "Sign";
            case EXP -> "Exp";
            case LN -> "Log";
            case SQRT -> "Sqrt";
            case ERF -> "Erf";
            case TANH -> "Tanh";
            case SIN -> "Sin";
            case COS -> "Cos";
            case ATAN -> "Atan";
            case SINH -> "Sinh";
            case COSH -> "Cosh";
            case GREATER -> "Greater";
            case NOT_GREATER -> "LessOrEqual";
            case NOT_EQUAL, SIGMOID, SOFTPLUS ->
                throw new IllegalArgumentException("several nodes are written for this");
            case WHERE -> "Where";
        };
    }

    private String name(Term term) {
        if (term instanceof Register) {
            return names.getOrDefault(term, "x");
        }
        return names.computeIfAbsent(term, scalar -> {
            String name = "c" + graph.getInitializerCount();
            graph.addInitializer(TensorProto.newBuilder()
                    .setName(name)
                    .setDataType(TensorProto.DataType.FLOAT_VALUE)
                    .addFloatData((float) ((Scalar) scalar).number()));
            return name;
        });
    }

    private void node(String operator, String target, List<String> operands) {
        graph.addNode(NodeProto.newBuilder()
                .setName(target)
                .setOpType(operator)
                .addAllInput(operands)
                .addOutput(target));
    }

    private ValueInfoProto tensor(String name) {
        var type = TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE);
        if (rank != null) {
            var shape = TensorShapeProto.newBuilder();
            IntStream.range(0, rank)
                    .forEach(i ->
                            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("d" + i)));
            type.setShape(shape);
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(type))
                .build();
    }
}
