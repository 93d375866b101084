package io.afos.api.statistics;

/** A confidence interval. */
public record Interval(double lower, double upper) {}
