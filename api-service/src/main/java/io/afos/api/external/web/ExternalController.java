package io.afos.api.external.web;

import io.afos.api.caller.Caller;
import io.afos.api.external.Assignment;
import io.afos.api.external.ExternalWork;
import io.afos.api.external.Trainer;
import io.afos.api.external.Verdict;
import io.afos.api.external.WaitingTrainers;
import io.afos.model.message.Measurement;
import io.afos.model.message.Outcome;
import io.afos.model.message.WorkerEvent.EpochMetrics;
import io.afos.model.recipe.ExternalRecipe;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

@RestController
@RequestMapping(path = "/api/v1/external/work", consumes = MediaType.APPLICATION_JSON_VALUE)
@Tag(
        name = "External trainers",
        description =
                "Trainings by programs of the users' own. Every request may be repeated, as an answer may be lost")
class ExternalController {

    private final ExternalWork work;
    private final WaitingTrainers waiting;

    ExternalController(ExternalWork work, WaitingTrainers waiting) {
        this.work = work;
        this.waiting = waiting;
    }

    @PostMapping
    @Operation(
            summary = "Ask for work",
            description =
                    "Gives the most urgent evaluation of this network and version, with a lease that reports and heartbeats renew."
                            + " A worker that holds one already gets the same again, so every process needs a name of its own.")
    @ApiResponse(responseCode = "200", description = "An evaluation to train")
    @ApiResponse(responseCode = "410", description = "The search or benchmark has ended", content = @Content)
    @ApiResponse(responseCode = "204", description = "There is nothing to do; ask again")
    DeferredResult<ResponseEntity<WorkView>> work(@RequestBody @Valid WorkRequest request) {
        var trainer = new Trainer(
                Caller.name(),
                request.worker(),
                ExternalRecipe.queue(request.network(), request.versionOrFirst()),
                text(request.host()),
                text(request.device()),
                text(request.engine()));
        var answer = new DeferredResult<ResponseEntity<WorkView>>(
                1_000L * request.patience(), ResponseEntity.noContent().build());
        Runnable tellEnd =
                () -> answer.setResult(ResponseEntity.status(HttpStatus.GONE).build());
        if (request.job() != null && work.running(List.of(request.job())).isEmpty()) {
            tellEnd.run();
            return answer;
        }
        Optional<Assignment> found = work.ask(trainer);
        if (found.isPresent() || request.patience() == 0) {
            answer.setResult(
                    found.map(assignment -> ResponseEntity.ok(WorkView.of(assignment, request.formatOrTorch())))
                            .orElseGet(() -> ResponseEntity.noContent().build()));
            return answer;
        }
        var place = new WaitingTrainers.Waiting(
                trainer,
                request.job(),
                assignment -> answer.setResult(ResponseEntity.ok(WorkView.of(assignment, request.formatOrTorch()))),
                answer::isSetOrExpired,
                () -> answer.setResult(ResponseEntity.noContent().build()),
                tellEnd);
        answer.onCompletion(() -> waiting.remove(place));
        waiting.add(place);
        return answer;
    }

    @PostMapping("/{evaluation}/{attempt}/epochs")
    @Operation(
            summary = "Report an epoch",
            description =
                    "A point of the learning curve, which renews the lease. That of the last epoch is the result.")
    VerdictView epoch(
            @PathVariable long evaluation, @PathVariable int attempt, @RequestBody @Valid EpochRequest request) {
        return view(work.report(
                id(request.worker()),
                evaluation,
                attempt,
                new EpochMetrics(
                        request.epoch(),
                        or(request.trainLoss(), Double.NaN),
                        or(request.trainAccuracy(), Double.NaN),
                        new Measurement(
                                or(request.loss(), Double.NaN), or(request.accuracy(), Double.NaN), request.score()),
                        or(request.seconds(), 0),
                        or(request.imagesPerSecond(), 0))));
    }

    @PostMapping("/{evaluation}/{attempt}/heartbeat")
    @Operation(summary = "Say that the training goes on", description = "Renews the lease; due every 10 seconds.")
    VerdictView heartbeat(
            @PathVariable long evaluation, @PathVariable int attempt, @RequestBody @Valid WorkerRequest request) {
        return view(work.heartbeat(id(request.worker()), evaluation, attempt));
    }

    @PostMapping("/{evaluation}/{attempt}/end")
    @Operation(
            summary = "End an attempt without a result",
            description =
                    "DIVERGED: a number was not finite, which is a result, with fitness 0. FAILED: it is tried again, three times"
                            + " in all. RELEASED: given back, for somebody else.")
    VerdictView end(@PathVariable long evaluation, @PathVariable int attempt, @RequestBody @Valid EndRequest request) {
        String trainer = id(request.worker());
        return view(
                switch (request.type()) {
                    case DIVERGED ->
                        work.diverged(trainer, evaluation, attempt, request.epoch() == null ? 1 : request.epoch());
                    case FAILED ->
                        work.ended(
                                trainer,
                                evaluation,
                                attempt,
                                new Outcome.Failed(request.reasonOr("the training program failed"), true));
                    case RELEASED ->
                        work.ended(
                                trainer,
                                evaluation,
                                attempt,
                                new Outcome.Released(request.reasonOr("the trainer gave it back")));
                });
    }

    /** Names of workers are apart for each API key, so nobody can speak for the holder of another key. */
    private static String id(String worker) {
        return Trainer.id(Caller.name(), worker);
    }

    private static VerdictView view(Verdict verdict) {
        return new VerdictView(verdict == Verdict.CONTINUE, verdict);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static double or(@Nullable Double value, double absent) {
        return value == null ? absent : value;
    }
}
