package io.afos.api.event.web;

import io.afos.api.event.EventStreams;
import io.afos.api.job.JobNotFound;
import io.afos.api.job.Jobs;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
@RequestMapping("/api/v1/events")
@Tag(name = "Events", description = "Live events of jobs")
class EventController {

    private static final int MAX_JOBS = 50;

    private final EventStreams streams;
    private final Jobs jobs;

    EventController(EventStreams streams, Jobs jobs) {
        this.streams = streams;
        this.jobs = jobs;
    }

    @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "Stream live events as server-sent events", description = """
                    `job`: a job was submitted or changed its state. `candidate`: a candidate was proposed or scored, failed or was\
                     cancelled. `evaluation`: a training was started, withdrawn (PENDING), ended or cancelled. `epoch`: a point of a\
                     learning curve. `reset`: the events after the Last-Event-ID are no longer stored; reload everything. The data of\
                     each event is a JSON object.

                    Each event is sent once, in order. To resume after an interruption, send the last `id`. Some ids come without an\
                     event and count as well. To miss no event, open the stream first and then load the current state.""")
    @ApiResponse(
            responseCode = "200",
            description = "The stream; it does not end by itself",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(type = "string", example = "id: 1780:1780:\nevent: job\ndata: {...}\n\n")))
    @ApiResponse(responseCode = "404", description = "The job does not exist", content = @Content)
    @ApiResponse(responseCode = "429", description = "The API key has too many streams open", content = @Content)
    @ApiResponse(responseCode = "503", description = "Too many streams are open", content = @Content)
    ResponseEntity<SseEmitter> stream(
            @Parameter(description = "Only events of this job; may be repeated")
                    @RequestParam(required = false)
                    @Size(max = MAX_JOBS)
                    @Nullable
                    List<@NotNull(message = "must be the number of a job") Long> job,
            @Parameter(description = "Resume after this id")
                    @RequestHeader(name = "Last-Event-ID", required = false)
                    @Pattern(regexp = "[\\x20-\\x7e]*", message = "must be printable ASCII")
                    @Nullable
                    String resume,
            @Parameter(description = "The same for clients that cannot set the header; the header takes precedence")
                    @RequestParam(required = false)
                    @Nullable
                    String lastEventId) {
        List<Long> wanted = job == null ? List.of() : List.copyOf(job);
        for (long id : wanted) {
            if (!jobs.existsById(id)) {
                throw new JobNotFound(id);
            }
        }
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .body(streams.open(wanted, resume == null ? lastEventId : resume));
    }
}
