package io.afos.api.benchmark.report;

import io.afos.api.benchmark.Benchmark;
import io.afos.api.benchmark.BenchmarkQueries;
import io.afos.api.benchmark.CellView;
import io.afos.api.evaluation.view.Epoch;
import io.afos.api.evaluation.view.LearningCurves;
import io.afos.api.job.JobNotFound;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reports of benchmarks in their current state. All methods throw {@link JobNotFound} if the benchmark does not exist. */
@Service
@Transactional(readOnly = true)
public class Reports {

    private final BenchmarkQueries queries;
    private final LearningCurves curves;

    Reports(BenchmarkQueries queries, LearningCurves curves) {
        this.queries = queries;
        this.curves = curves;
    }

    public BenchmarkReport of(long id) {
        Benchmark benchmark = queries.find(id);
        return Analysis.of(id, benchmark.name(), benchmark.state(), benchmark.specification(), queries.cells(id));
    }

    /** One line per cell. */
    public String csv(long id) {
        return CsvReport.of(queries.find(id).specification(), queries.cells(id));
    }

    public String markdown(long id) {
        return MarkdownReport.of(of(id));
    }

    /** A self-contained page. */
    public String html(long id) {
        return HtmlReport.of(of(id), queries.find(id).specification().settings(), curves(queries.cells(id)));
    }

    /** A diagram as SVG without styles; empty while fewer than two functions can be compared. */
    public Optional<String> diagram(long id, Diagram diagram) {
        return Optional.ofNullable(of(id).comparison())
                .map(comparison ->
                        diagram.of(comparison).replaceFirst("<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\""));
    }

    private Map<HtmlReport.Place, List<List<Epoch>>> curves(List<CellView> cells) {
        Map<Long, List<Epoch>> drawn =
                curves.of(cells.stream().map(CellView::evaluationId).toList());
        var places = new LinkedHashMap<HtmlReport.Place, List<List<Epoch>>>();
        for (CellView cell : cells) {
            List<Epoch> curve = drawn.getOrDefault(cell.evaluationId(), List.of());
            if (!curve.isEmpty() && curve.stream().allMatch(point -> point.accuracy() != null)) {
                places.computeIfAbsent(
                                new HtmlReport.Place(cell.recipeHash(), cell.fingerprint()), place -> new ArrayList<>())
                        .add(curve);
            }
        }
        return places;
    }
}
