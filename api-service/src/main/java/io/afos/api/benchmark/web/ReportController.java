package io.afos.api.benchmark.web;

import io.afos.api.benchmark.report.BenchmarkReport;
import io.afos.api.benchmark.report.Diagram;
import io.afos.api.benchmark.report.Reports;
import io.afos.api.problem.InvalidRequest;
import io.afos.api.problem.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/benchmarks/{id}/report")
@Tag(name = "Benchmarks")
class ReportController {

    private final Reports reports;

    ReportController(Reports reports) {
        this.reports = reports;
    }

    /** The formats of a report. */
    enum Format {
        JSON(MediaType.APPLICATION_JSON),
        CSV(new MediaType("text", "csv", StandardCharsets.UTF_8)),
        MARKDOWN(new MediaType("text", "markdown", StandardCharsets.UTF_8)),
        HTML(new MediaType("text", "html", StandardCharsets.UTF_8));

        private final MediaType type;

        Format(MediaType type) {
            this.type = type;
        }

        static Format named(String name) {
            return Stream.of(values())
                    .filter(format -> format.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new InvalidRequest("format", "must be one of json, csv, markdown, html"));
        }

        /** The format for a request without {@code format}, chosen by the Accept header; JSON if none matches. */
        static Format accepted(@Nullable String accept) {
            return Stream.of(values())
                    .filter(format ->
                            accept != null && accept.contains(format.type.getType() + "/" + format.type.getSubtype()))
                    .findFirst()
                    .orElse(JSON);
        }
    }

    @GetMapping
    @Operation(
            summary = "Get a benchmark report",
            description = "Tables, ranks, tests and effect sizes of the results so far. HTML is a self-contained page"
                    + " with diagrams; CSV has one line per cell. Without `format` the Accept header decides.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = BenchmarkReport.class)))
    ResponseEntity<?> report(
            @PathVariable long id,
            @Parameter(schema = @Schema(allowableValues = {"json", "csv", "markdown", "html"}))
                    @RequestParam(required = false)
                    @Nullable
                    String format,
            @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        Format form = format == null ? Format.accepted(accept) : Format.named(format);
        var answer = ResponseEntity.ok().contentType(form.type);
        return switch (form) {
            case JSON -> answer.body(reports.of(id));
            case CSV ->
                answer.header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                String.format(Locale.ROOT, "attachment; filename=\"benchmark-%d.csv\"", id))
                        .body(reports.csv(id));
            case MARKDOWN -> answer.body(reports.markdown(id));
            case HTML -> answer.body(reports.html(id));
        };
    }

    @GetMapping("/ranks")
    @Operation(
            summary = "Get the critical difference diagram as SVG without styles",
            description = "404 while fewer than two functions can be compared.")
    ResponseEntity<String> ranks(@PathVariable long id) {
        return diagram(id, Diagram.RANKS);
    }

    @GetMapping("/wins")
    @Operation(
            summary = "Get the win matrix as SVG without styles",
            description = "404 while fewer than two functions can be compared.")
    ResponseEntity<String> wins(@PathVariable long id) {
        return diagram(id, Diagram.WINS);
    }

    private ResponseEntity<String> diagram(long id, Diagram diagram) {
        String svg = reports.diagram(id, diagram)
                .orElseThrow(() -> new NotFound(String.format(
                        Locale.ROOT, "fewer than two functions of benchmark %d can be compared yet", id)));
        return ResponseEntity.ok()
                .contentType(new MediaType("image", "svg+xml", StandardCharsets.UTF_8))
                .body(svg);
    }
}
