package io.afos.api.statistics;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Compares a treatment with a control by average ranks, z = (R - R0) / sqrt(k (k + 1) / (6 N)) (Demsar 2006, section
 * 3.2.2).
 *
 * @param treatment index of the treatment
 * @param z negative if the treatment ranks better than the control
 * @param pValue two-sided
 * @param holm the p-value with Holm's correction for all comparisons with the control
 */
public record ControlComparison(int treatment, double z, double pValue, double holm) {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** All treatments except the control, in their order. */
    public static List<ControlComparison> of(ScoreTable table, int control) {
        List<Double> ranks = table.averageRanks();
        int[] others = IntStream.range(0, table.treatments())
                .filter(treatment -> treatment != control)
                .toArray();
        if (others.length == 0) {
            return List.of();
        }
        double error = new Nemenyi(table.treatments(), table.cases()).standardError();
        double[] z = IntStream.of(others)
                .mapToDouble(treatment -> (ranks.get(treatment) - ranks.get(control)) / error)
                .toArray();
        double[] p = IntStream.range(0, z.length)
                .mapToDouble(i -> 2 * NORMAL.survivalProbability(Math.abs(z[i])))
                .toArray();
        double[] adjusted = Holm.adjust(p);
        return IntStream.range(0, z.length)
                .mapToObj(i -> new ControlComparison(others[i], z[i], p[i], adjusted[i]))
                .toList();
    }
}
