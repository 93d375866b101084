package io.afos.trainer.activation;

import ai.djl.ndarray.NDArray;
import io.afos.model.expression.Expression;
import io.afos.model.lowering.Arithmetic;
import io.afos.model.lowering.Program;
import java.util.List;

/**
 * A function evaluated together with its derivative, both outside the gradient graph.
 *
 * <p>With x0 the input detached from the graph, the result is (x - x0)·f'(x0) + f(x0): its value is exactly f(x0), its
 * gradient exactly f'(x0), and no intermediate tensor is kept for the backward pass.
 */
final class DualActivation implements LoweredActivation {

    private final TensorProgram value;
    private final TensorProgram dual;
    private final Recovery recovery;

    DualActivation(Expression expression) {
        value = new TensorProgram(Program.ofValue(expression, Arithmetic.FAST));
        dual = new TensorProgram(Program.ofDual(expression, Arithmetic.FAST));
        recovery = new Recovery(expression);
    }

    @Override
    public NDArray value(NDArray x) {
        NDArray result = value.run(x).get(0);
        return allFinite(result) ? result : recovery.values(x, result);
    }

    @Override
    public NDArray differentiable(NDArray x) {
        try (NDArray x0 = x.stopGradient()) {
            List<NDArray> results = dual.run(x0);
            NDArray y = compose(x, x0, results);
            if (allFinite(y)) {
                return y;
            }
            y.close();
            return compose(x, x0, recovery.duals(x0, results));
        }
    }

    private static NDArray compose(NDArray x, NDArray x0, List<NDArray> valueAndDerivative) {
        try (NDArray zero = x.sub(x0)) {
            return zero.mul(valueAndDerivative.get(1)).addi(valueAndDerivative.get(0));
        }
    }

    /**
     * Checks in one pass: a finite sum implies finite elements. A non-finite sum may be a mere overflow; the recovery
     * then examines the elements.
     */
    private static boolean allFinite(NDArray array) {
        try (NDArray detached = array.stopGradient();
                NDArray sum = detached.sum()) {
            return Float.isFinite(sum.getFloat());
        }
    }
}
