package io.afos.model.export;

import io.afos.model.lowering.Lowering;
import io.afos.model.lowering.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Activation functions as blocks for DJL.
 *
 * <p>DJL has no rules for derivatives of one's own. With x0 = x cut off from the gradient graph, the block returns
 * (x - x0)·f'(x0) + f(x0): exactly the value, and exactly the derivative as gradient. DJL has no second derivatives.
 */
public final class DjlBlock {

    private static final JavaDialect DIALECT = new JavaDialect();
    private static final String INDENT = "        ";

    private DjlBlock() {}

    /** The source text of one class without a package. */
    public static String write(ExportedActivation activation) {
        Lowering lowering = activation.lowering();
        return String.format(
                Locale.ROOT,
                """
                %1$s
                import ai.djl.ndarray.NDArray;
                import ai.djl.ndarray.NDArrays;
                import ai.djl.ndarray.NDList;
                import ai.djl.ndarray.types.DataType;
                import ai.djl.ndarray.types.Shape;
                import ai.djl.nn.AbstractBlock;
                import ai.djl.nn.Activation;
                import ai.djl.training.ParameterStore;
                import ai.djl.util.PairList;

                public final class %2$s extends AbstractBlock {

                    @Override
                    protected NDList forwardInternal(
                            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
                        NDArray input = inputs.singletonOrThrow();
                        DataType type = input.getDataType();
                        if (!type.isFloating()) {
                            throw new IllegalArgumentException(
                                    "%2$s takes an array of a floating-point type, not of " + type + ": convert it first");
                        }
                        boolean half = type == DataType.FLOAT16 || type == DataType.BFLOAT16;
                        NDArray wide = half ? input.toType(DataType.FLOAT32, false) : input;
                        NDArray x = wide.stopGradient();
                        if (!training) {
                            return new NDList(value(x).toType(type, false));
                        }
                        NDList both = valueAndSlope(x);
                        // the value is exactly the first, the gradient exactly the second; at infinite inputs it is 0
                        NDArray change = wide.sub(x).mul(both.get(1));
                        change = NDArrays.where(change.eq(0), change, change.zerosLike());
                        return new NDList(change.add(both.get(0)).toType(type, false));
                    }

                    private static NDArray value(NDArray x) {
                        return %3$s;
                    }

                    private static NDList valueAndSlope(NDArray x) {
                        return %4$s;
                    }
                %5$s
                    private static NDArray plainValue(NDArray x) {
                %6$s
                        return value;
                    }

                    private static NDList plain(NDArray x) {
                %7$s
                        return new NDList(value, slope);
                    }
                %8$s
                    private static NDArray number(NDArray like, double number) {
                        return like.getManager().create(number).toType(like.getDataType(), false);
                    }

                    @Override
                    public Shape[] getOutputShapes(Shape[] inputShapes) {
                        return inputShapes;
                    }
                }
                """,
                activation.comment("//").replace("\\", "\\\\"),
                activation.className(),
                choice(lowering, "plainValue(x)", "safe(x).get(0)"),
                choice(lowering, "plain(x)", "safe(x)"),
                ordinary(lowering.ordinary()),
                DIALECT.statements(lowering.plain().first(), INDENT, "value"),
                DIALECT.statements(lowering.plain(), INDENT, "value", "slope"),
                safe(lowering));
    }

    private static String choice(Lowering lowering, String plain, String safe) {
        if (lowering.ordinary().equals(Region.EVERYWHERE)) {
            return plain;
        }
        return lowering.ordinary().isEmpty() ? safe : "ordinary(x) ? " + plain + " : " + safe;
    }

    private static String ordinary(Region region) {
        if (region.isEmpty() || region.equals(Region.EVERYWHERE)) {
            return "";
        }
        List<String> conditions = new ArrayList<>();
        if (region.least() > Double.NEGATIVE_INFINITY) {
            conditions.add("number(x.min()) >= " + region.least());
        }
        if (region.greatest() < Double.POSITIVE_INFINITY) {
            conditions.add("number(x.max()) <= " + region.greatest());
        }
        if (region.hasHole()) {
            conditions.add(String.format(
                    Locale.ROOT, "!x.gt(%s).logicalAnd(x.lt(%s)).any().getBoolean()", region.below(), region.above()));
        }
        return String.format(Locale.ROOT, """

                    private static boolean ordinary(NDArray x) {
                        return x.size() == 0 || %s;
                    }

                    private static double number(NDArray scalar) {
                        return scalar.toType(DataType.FLOAT64, false).getDouble();
                    }
                """, String.join(" && ", conditions)).indent(4);
    }

    private static String safe(Lowering lowering) {
        return lowering.ordinary().equals(Region.EVERYWHERE)
                ? ""
                : String.format(Locale.ROOT, """

                    private static NDList safe(NDArray x) {
                        // outside of ordinary inputs, sign and logarithm of each number go on
                %s
                        return new NDList(value, slope);
                    }
                """, DIALECT.statements(lowering.safe(), INDENT, "value", "slope"));
    }
}
