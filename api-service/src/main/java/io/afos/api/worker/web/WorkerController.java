package io.afos.api.worker.web;

import io.afos.api.worker.LiveWorker;
import io.afos.api.worker.Workers;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/workers")
@Tag(name = "Workers")
class WorkerController {

    private final Workers workers;

    WorkerController(Workers workers) {
        this.workers = workers;
    }

    @GetMapping
    @Operation(summary = "List the live workers with their current trainings, at most 1,000")
    List<LiveWorker> live() {
        return workers.live();
    }
}
