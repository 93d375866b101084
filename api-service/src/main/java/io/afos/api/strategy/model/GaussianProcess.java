package io.afos.api.strategy.model;

import java.util.Arrays;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealVector;

/**
 * Gaussian process regression with the Matern kernel of smoothness 5/2 and independent noise (Rasmussen and Williams,
 * "Gaussian Processes for Machine Learning", 2006, algorithm 2.1 and equation 4.17). Length scale and noise are the
 * pair in a grid that maximizes the likelihood of the observations.
 */
public final class GaussianProcess {

    private static final double[] LENGTHS = {0.2, 0.4, 0.8, 1.6};
    private static final double[] NOISES = {0.03, 0.1};

    /** The number of latest observations that determine length scale and noise. */
    private static final int MAX_FITTED = 96;

    private final double[][] inputs;
    private final double length;
    private final double noise;
    private final double mean;
    private final double deviation;
    private final double[][] factor;
    private final RealVector weights;

    private GaussianProcess(
            double[][] inputs,
            double length,
            double noise,
            double mean,
            double deviation,
            double[][] factor,
            RealVector weights) {
        this.inputs = inputs;
        this.length = length;
        this.noise = noise;
        this.mean = mean;
        this.deviation = deviation;
        this.factor = factor;
        this.weights = weights;
    }

    /**
     * @param inputs points of equal dimension, at least one
     * @param targets the observations at these points
     */
    public static GaussianProcess fit(double[][] inputs, double[] targets) {
        int from = Math.max(0, targets.length - MAX_FITTED);
        double[][] some = Arrays.copyOfRange(inputs, from, inputs.length);
        double[] observed = Arrays.copyOfRange(targets, from, targets.length);
        double best = Double.NEGATIVE_INFINITY;
        double length = LENGTHS[0];
        double noise = NOISES[0];
        double[][] distances = squaredDistances(some, some);
        for (double candidateLength : LENGTHS) {
            double[][] kernel = kernel(distances, candidateLength);
            for (double candidateNoise : NOISES) {
                double likelihood = logLikelihood(kernel, candidateNoise, observed);
                if (likelihood > best) {
                    best = likelihood;
                    length = candidateLength;
                    noise = candidateNoise;
                }
            }
        }
        return fit(inputs, targets, length, noise);
    }

    /**
     * @param length the length scale of the kernel, as a root mean square distance
     * @param noise the variance of the noise, as a fraction of the variance of the targets
     */
    public static GaussianProcess fit(double[][] inputs, double[] targets, double length, double noise) {
        double mean = Arrays.stream(targets).average().orElseThrow();
        double deviation = deviation(targets, mean);
        CholeskyDecomposition cholesky = decompose(kernel(squaredDistances(inputs, inputs), length), noise);
        RealVector weights = cholesky.getSolver().solve(standardized(targets, mean, deviation));
        return new GaussianProcess(
                inputs, length, noise, mean, deviation, cholesky.getL().getData(), weights);
    }

    private static double logLikelihood(double[][] kernel, double noise, double[] targets) {
        double mean = Arrays.stream(targets).average().orElseThrow();
        RealVector observed = standardized(targets, mean, deviation(targets, mean));
        CholeskyDecomposition cholesky = decompose(kernel, noise);
        double[][] factor = cholesky.getL().getData();
        double logDeterminant = 0;
        for (int i = 0; i < factor.length; i++) {
            logDeterminant += 2 * Math.log(factor[i][i]);
        }
        return -0.5 * (observed.dotProduct(cholesky.getSolver().solve(observed)) + logDeterminant);
    }

    private static CholeskyDecomposition decompose(double[][] kernel, double noise) {
        var noisy = MatrixUtils.createRealMatrix(kernel);
        for (int i = 0; i < kernel.length; i++) {
            noisy.addToEntry(i, i, noise);
        }
        return new CholeskyDecomposition(noisy);
    }

    private static double deviation(double[] targets, double mean) {
        double variance = Arrays.stream(targets)
                .map(y -> (y - mean) * (y - mean))
                .average()
                .orElseThrow();
        return variance == 0 ? 1 : Math.sqrt(variance);
    }

    private static RealVector standardized(double[] targets, double mean, double deviation) {
        return MatrixUtils.createRealVector(
                Arrays.stream(targets).map(y -> (y - mean) / deviation).toArray());
    }

    private static double[][] kernel(double[][] squaredDistances, double length) {
        return Arrays.stream(squaredDistances)
                .map(row -> covariances(row, length))
                .toArray(double[][]::new);
    }

    /** The Matern 5/2 kernel, from squared distances. */
    private static double[] covariances(double[] squaredDistances, double length) {
        return Arrays.stream(squaredDistances)
                .map(squared -> {
                    double r = Math.sqrt(5 * squared) / length;
                    return (1 + r + r * r / 3) * Math.exp(-r);
                })
                .toArray();
    }

    /** The mean squared difference of each point of the first kind (rows) and each of the second (columns). */
    private static double[][] squaredDistances(double[][] ones, double[][] others) {
        double[][] products = MatrixUtils.createRealMatrix(ones)
                .multiplyTransposed(MatrixUtils.createRealMatrix(others))
                .getData();
        double[] squares = squares(ones);
        double[] otherSquares = squares(others);
        int dimension = ones[0].length;
        for (int i = 0; i < products.length; i++) {
            for (int j = 0; j < otherSquares.length; j++) {
                products[i][j] = Math.max(0, squares[i] + otherSquares[j] - 2 * products[i][j]) / dimension;
            }
        }
        return products;
    }

    private static double[] squares(double[][] vectors) {
        return Arrays.stream(vectors).mapToDouble(GaussianProcess::square).toArray();
    }

    private static double square(double[] vector) {
        double sum = 0;
        for (double v : vector) {
            sum += v * v;
        }
        return sum;
    }

    public Beliefs at(double[][] points) {
        return new Beliefs(points);
    }

    /** The predictions of the process at some points, and their uncertainty. */
    public final class Beliefs {

        private final double[][] points;
        private final double[][] explained;
        private final double[] means;
        private final double[] variances;
        private int expected;

        private Beliefs(double[][] points) {
            this.points = points;
            this.explained = new double[points.length][];
            this.means = new double[points.length];
            this.variances = new double[points.length];
            double[][] distances = squaredDistances(points, inputs);
            for (int i = 0; i < points.length; i++) {
                double[] covariances = covariances(distances[i], length);
                for (int j = 0; j < inputs.length; j++) {
                    means[i] += covariances[j] * weights.getEntry(j);
                }
                explained[i] = solved(covariances, points.length);
                variances[i] = 1 - square(explained[i]);
            }
        }

        /** Solves by forward substitution; {@code room} reserves space for later pseudo-observations. */
        private double[] solved(double[] covariances, int room) {
            double[] solution = Arrays.copyOf(covariances, covariances.length + room);
            for (int i = 0; i < covariances.length; i++) {
                double[] row = factor[i];
                double rest = solution[i];
                for (int j = 0; j < i; j++) {
                    rest -= row[j] * solution[j];
                }
                solution[i] = rest / row[i];
            }
            return solution;
        }

        public double mean(int point) {
            return mean + deviation * means[point];
        }

        /** The standard deviation of the function itself, without noise. */
        public double deviation(int point) {
            return deviation * Math.sqrt(Math.max(0, variances[point]));
        }

        /**
         * Adds a pseudo-observation equal to the prediction at a point: the means do not change, the deviations near
         * the point shrink (Desautels, Krause and Burdick, "Parallelizing Exploration-Exploitation Tradeoffs in
         * Gaussian Process Bandit Optimization", JMLR 2014).
         */
        public void expect(int point) {
            int place = inputs.length + expected;
            double root = Math.sqrt(Math.max(0, variances[point]) + noise);
            double[] own = explained[point].clone();
            double[] covariances = covariances(squaredDistances(new double[][] {points[point]}, points)[0], length);
            for (int i = 0; i < points.length; i++) {
                double shared = covariances[i];
                for (int j = 0; j < place; j++) {
                    shared -= explained[i][j] * own[j];
                }
                explained[i][place] = shared / root;
                variances[i] -= explained[i][place] * explained[i][place];
            }
            expected++;
        }
    }
}
