package io.afos.model.expression;

/** The value of an expression and its derivative at one point; infinite where they exceed the range of double. */
public record ValueAndDerivative(double value, double derivative) {}
