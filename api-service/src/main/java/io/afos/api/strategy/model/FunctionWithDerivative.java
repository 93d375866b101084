package io.afos.api.strategy.model;

import io.afos.model.expression.Derivative;
import io.afos.model.expression.Expression;
import io.afos.model.expression.ValueAndDerivative;
import io.afos.model.expression.WideRange;

/** An activation function with its derivative. */
record FunctionWithDerivative(Expression function, Expression derivative) {

    static FunctionWithDerivative of(Expression function) {
        return new FunctionWithDerivative(function, Derivative.of(function));
    }

    /** Value and derivative at a point, computed with extended range if an intermediate result overflows. */
    ValueAndDerivative at(double x) {
        return WideRange.evaluateWhereNeeded(function, derivative, x);
    }
}
