package io.afos.api.benchmark.report;

import com.samskivert.mustache.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A heat map drawn as SVG: in how many contexts the function of the row beats the function of the column. */
record WinMatrix(int width, int height, List<Function> functions) {

    private static final Template SVG = Templates.compile("wins");

    private static final int CELL = 46;
    private static final int LABELS = 150;
    private static final int TOP = 110;

    /** A row; the columns have the same names. */
    record Function(int x, String y, String name, String top, List<Cell> cells) {}

    record Cell(int x, int y, int side, @Nullable Count count) {}

    record Count(String title, String type, String opacity, int middle, int base, int wins) {}

    private record Record(int wins, int ties, int losses) {}

    static WinMatrix of(BenchmarkReport.Comparison comparison) {
        List<String> names = comparison.activations();
        Map<String, Record> records = new HashMap<>();
        for (BenchmarkReport.Pair pair : comparison.pairs()) {
            records.put(pair.first() + "\n" + pair.second(), new Record(pair.wins(), pair.ties(), pair.losses()));
            records.put(pair.second() + "\n" + pair.first(), new Record(pair.losses(), pair.ties(), pair.wins()));
        }
        return new WinMatrix(
                LABELS + CELL * names.size() + 40,
                CELL * names.size() + TOP + 8,
                IntStream.range(0, names.size())
                        .mapToObj(row -> function(row, names, records))
                        .toList());
    }

    String svg() {
        return SVG.execute(this);
    }

    private static Function function(int row, List<String> names, Map<String, Record> records) {
        double middle = CELL * (row + 0.5);
        String name = names.get(row);
        return new Function(
                LABELS - 8,
                String.format(Locale.ROOT, "%.1f", TOP + middle + 4),
                shorten(name),
                String.format(Locale.ROOT, "%.1f %d", LABELS + middle - 4, TOP - 8),
                IntStream.range(0, names.size())
                        .mapToObj(column -> cell(name, names.get(column), row, column, records))
                        .toList());
    }

    private static Cell cell(String rowName, String columnName, int row, int column, Map<String, Record> records) {
        int x = LABELS + CELL * column;
        int y = TOP + CELL * row;
        Record record = records.get(rowName + "\n" + columnName);
        return new Cell(x + 1, y + 1, CELL - 2, record == null ? null : count(rowName, columnName, record, x, y));
    }

    private static Count count(String row, String column, Record record, int x, int y) {
        double balance = (record.wins - record.losses) / (double) (record.wins + record.ties + record.losses);
        return new Count(
                String.format(
                        Locale.ROOT,
                        "%s against %s: %d wins, %d ties, %d losses",
                        row,
                        column,
                        record.wins,
                        record.ties,
                        record.losses),
                balance >= 0 ? "won" : "lost",
                String.format(Locale.ROOT, "%.2f", 0.08 + 0.72 * Math.abs(balance)),
                x + CELL / 2,
                y + CELL / 2 + 4,
                record.wins);
    }

    private static String shorten(String label) {
        return label.length() <= 18 ? label : label.substring(0, 17) + "…";
    }
}
