package io.afos.trainer.activation;

import ai.djl.ndarray.NDArray;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ValueAndDerivative;
import io.afos.model.expression.WideRange;
import io.afos.model.lowering.Arithmetic;
import io.afos.model.lowering.Program;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Recomputes the elements whose value or derivative overflowed in float32 although the result is finite: first in
 * float64, where exp is finite up to 709 instead of 88, then with unlimited range in {@link WideRange}.
 *
 * <p>An element whose exact result is not finite stops the recovery, because the training then ends as diverged in any
 * case.
 */
final class Recovery {

    private final Expression expression;
    private final TensorProgram dual;

    Recovery(Expression expression) {
        this.expression = expression;
        dual = new TensorProgram(Program.ofDual(expression, Arithmetic.GUARDED));
    }

    /** The values, with overflowed elements recovered where possible. */
    NDArray values(NDArray x, NDArray values) {
        float[] v = values.toFloatArray();
        repair(x, v, new float[v.length]);
        return x.getManager().create(v, x.getShape());
    }

    /** Values and derivatives, with overflowed elements recovered where possible. */
    List<NDArray> duals(NDArray x, List<NDArray> valuesAndDerivatives) {
        float[] v = valuesAndDerivatives.get(0).toFloatArray();
        float[] d = valuesAndDerivatives.get(1).toFloatArray();
        repair(x, v, d);
        return List.of(x.getManager().create(v, x.getShape()), x.getManager().create(d, x.getShape()));
    }

    private void repair(NDArray x, float[] v, float[] d) {
        float[] at = x.toFloatArray();
        int[] broken = IntStream.range(0, at.length)
                .filter(i -> !Float.isFinite(v[i]) || !Float.isFinite(d[i]))
                .toArray();
        if (broken.length == 0) {
            return;
        }
        double[] points = IntStream.of(broken).mapToDouble(i -> at[i]).toArray();
        try (NDArray wide = x.getManager().create(points)) {
            List<NDArray> results = dual.run(wide);
            double[] wideValues = results.get(0).toDoubleArray();
            double[] wideDerivatives = results.get(1).toDoubleArray();
            for (int i = 0; i < broken.length; i++) {
                var exact = new ValueAndDerivative(wideValues[i], wideDerivatives[i]);
                if (!finite(exact)) {
                    exact = WideRange.evaluate(expression, points[i]);
                }
                v[broken[i]] = (float) exact.value();
                d[broken[i]] = (float) exact.derivative();
                if (!finite(exact)) {
                    return;
                }
            }
        }
    }

    private static boolean finite(ValueAndDerivative result) {
        return Float.isFinite((float) result.value()) && Float.isFinite((float) result.derivative());
    }
}
