package io.afos.api.evaluation.web;

import io.afos.api.evaluation.view.EvaluationQueries;
import io.afos.api.evaluation.view.EvaluationView;
import io.afos.api.problem.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/evaluations")
@Tag(name = "Evaluations", description = "One training of one function each, shared by all jobs that need it")
class EvaluationController {

    private final EvaluationQueries queries;

    EvaluationController(EvaluationQueries queries) {
        this.queries = queries;
    }

    @GetMapping("/{id}")
    @Operation(summary = "Look at one evaluation with its learning curve")
    EvaluationView evaluation(@PathVariable long id) {
        return queries.find(id).orElseThrow(() -> new NotFound("there is no evaluation " + id));
    }
}
