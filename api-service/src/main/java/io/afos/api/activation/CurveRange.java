package io.afos.api.activation;

import io.afos.api.problem.InvalidRequest;

/**
 * Where a curve is drawn.
 *
 * @param points equally spaced, both ends included
 */
public record CurveRange(double from, double to, int points) {

    public static final CurveRange USUAL = new CurveRange(-8, 8, 201);

    /** @throws InvalidRequest if there is nothing between the ends */
    public CurveRange {
        if (!(from < to)) {
            throw new InvalidRequest("to", "must be greater than from");
        }
    }

    double x(int i) {
        return from + (to - from) * i / (points - 1);
    }
}
