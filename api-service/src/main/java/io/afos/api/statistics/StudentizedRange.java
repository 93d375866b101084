package io.afos.api.statistics;

import org.apache.commons.numbers.rootfinder.BrentSolver;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The distribution of the range of k independent standard normal variables, that is, the studentized range with
 * infinitely many degrees of freedom. Its distribution function is P(Q &lt;= q) = k &int; &phi;(z) (&Phi;(z) - &Phi;(z
 * - q))^(k-1) dz (Pearson, Hartley: Biometrika 32, 1942). The trapezoidal rule converges exponentially on such an
 * integrand (Trefethen, Weideman: SIAM Review 56, 2014).
 */
final class StudentizedRange {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Beyond this value the density is below 1e-18. */
    private static final double EDGE = 9;

    private static final double STEP = 1.0 / 32;
    private static final double LARGEST = 100;

    private final int variables;

    /** @param variables number k of variables, 2 or more */
    StudentizedRange(int variables) {
        if (variables < 2) {
            throw new IllegalArgumentException("a range needs at least 2 variables");
        }
        this.variables = variables;
    }

    /** The probability of a range of at most {@code q}. */
    double cumulative(double q) {
        if (!(q > 0)) {
            return 0;
        }
        double sum = 0;
        for (double z = -EDGE; z <= EDGE; z += STEP) {
            sum += NORMAL.density(z) * Math.pow(NORMAL.probability(z - q, z), variables - 1.0);
        }
        return Math.min(1, variables * sum * STEP);
    }

    /** The probability of a range above {@code q}; accurate to about 1e-14. */
    double survival(double q) {
        return Math.max(0, 1 - cumulative(q));
    }

    /** The range that is exceeded with probability {@code alpha}, between 0 and 1. */
    double critical(double alpha) {
        return new BrentSolver(1e-12, 1e-12, 1e-15).findRoot(q -> survival(q) - alpha, 0, LARGEST);
    }
}
