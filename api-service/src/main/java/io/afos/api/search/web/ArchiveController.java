package io.afos.api.search.web;

import io.afos.api.problem.InvalidRequest;
import io.afos.api.problem.Overloaded;
import io.afos.api.search.archive.SearchExport;
import io.afos.api.search.archive.SearchImport;
import io.afos.model.expression.Effort;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

@RestController
@RequestMapping("/api/v1/searches")
@Tag(name = "Searches")
class ArchiveController {

    /** The maximum size of an import in bytes. */
    static final long MAX_BYTES = 512L * 1024 * 1024;

    private static final String JSON_LINES = "application/x-ndjson";

    private final SearchExport export;
    private final SearchImport imports;
    private final SpecificationCheck check;
    private final Spool spool = new Spool();
    private final Semaphore uploads = new Semaphore(2);

    ArchiveController(SearchExport export, SearchImport imports, SpecificationCheck check) {
        this.export = export;
        this.imports = imports;
        this.check = check;
    }

    @GetMapping("/{id}/export")
    @Operation(
            summary = "Export a complete search",
            description = "As JSON Lines for /searches/import: the specification, every training with its learning"
                    + " curve, baselines, candidates with their parents, replications, and an end line that marks"
                    + " the file as complete. Or as CSV with one line per candidate.")
    @ApiResponse(
            responseCode = "200",
            content = {@Content(mediaType = JSON_LINES), @Content(mediaType = "text/csv")})
    void export(
            @PathVariable long id,
            @Parameter(schema = @Schema(allowableValues = {"jsonl", "csv"})) @RequestParam(defaultValue = "jsonl")
                    String format,
            HttpServletResponse response)
            throws IOException {
        switch (format) {
            case "jsonl" ->
                spool.send(file -> export.writeJsonLines(id, file), () -> attachment(response, JSON_LINES, id, format));
            case "csv" ->
                spool.send(
                        file -> export.writeCsv(id, file),
                        () -> attachment(response, "text/csv;charset=UTF-8", id, format));
            default -> throw new InvalidRequest("format", "must be one of jsonl, csv");
        }
    }

    private static OutputStream attachment(HttpServletResponse response, String type, long id, String format)
            throws IOException {
        response.setContentType(type);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                String.format(Locale.ROOT, "attachment; filename=\"search-%d.%s\"", id, format));
        return response.getOutputStream();
    }

    @PostMapping(
            path = "/import",
            consumes = {JSON_LINES, "application/jsonl"})
    @Operation(
            summary = "Import an exported search",
            description = "Reads a file of up to 512 MiB, which is checked completely before anything is stored. An"
                    + " interrupted import continues when it is repeated. Trainings that already exist are left"
                    + " unchanged. A search that had not finished is paused. If the search already exists, it is"
                    + " returned unchanged.")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(
            content = @Content(mediaType = JSON_LINES, schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "201", description = "Imported; Location is the address of the search")
    @ApiResponse(responseCode = "200", description = "The search already exists")
    ResponseEntity<SearchImport.Result> read(@Parameter(hidden = true) InputStream body) throws IOException {
        if (!uploads.tryAcquire()) {
            throw new Overloaded("Too many imports are running; try again in a few seconds.");
        }
        Path file = Files.createTempFile("afos-import", ".jsonl");
        try {
            store(body, file);
            // The functions of a search may be many.
            SearchImport.Result result = Effort.unlimited(() -> imports.read(file, check::requirePossible));
            var location = ServletUriComponentsBuilder.fromCurrentContextPath()
                    .path("/api/v1/searches/{id}")
                    .build(result.id());
            return ResponseEntity.status(result.known() ? HttpStatus.OK : HttpStatus.CREATED)
                    .header(HttpHeaders.LOCATION, location.toString())
                    .body(result);
        } finally {
            uploads.release();
            Files.deleteIfExists(file);
        }
    }

    private static void store(InputStream body, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] buffer = new byte[64 * 1024];
            long total = 0;
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                total += read;
                if (total > MAX_BYTES) {
                    throw new ResponseStatusException(
                            HttpStatus.CONTENT_TOO_LARGE,
                            String.format(Locale.ROOT, "The file is larger than the maximum of %,d bytes.", MAX_BYTES));
                }
                out.write(buffer, 0, read);
            }
        }
    }
}
