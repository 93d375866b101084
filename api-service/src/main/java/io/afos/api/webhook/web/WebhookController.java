package io.afos.api.webhook.web;

import io.afos.api.problem.InvalidRequest;
import io.afos.api.web.Cursor;
import io.afos.api.web.Page;
import io.afos.api.webhook.Deliveries;
import io.afos.api.webhook.DeliveryView;
import io.afos.api.webhook.Secret;
import io.afos.api.webhook.WebhookUrl;
import io.afos.api.webhook.WebhookView;
import io.afos.api.webhook.Webhooks;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/jobs/{job}/webhooks")
@Tag(name = "Webhooks", description = "Signed HTTP messages about state changes of searches and benchmarks")
class WebhookController {

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final WebhookUrl urls;

    WebhookController(Webhooks webhooks, Deliveries deliveries, WebhookUrl urls) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.urls = urls;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Add a webhook to a job",
            description = "The webhook receives the job's current state at once, and each later state, signed according"
                    + " to Standard Webhooks. Only this response contains the secret.")
    @ApiResponse(responseCode = "201", description = "Added")
    WebhookView add(@PathVariable long job, @RequestBody @Valid WebhookRequest request) {
        URI url = urls.parse(request.url());
        Secret secret = request.secret() == null
                ? Secret.generate()
                : Secret.parse(request.secret())
                        .orElseThrow(() ->
                                new InvalidRequest("secret", "must be whsec_ followed by 24 to 64 bytes in Base64"));
        return webhooks.add(job, url, secret);
    }

    @GetMapping
    @Operation(summary = "List the webhooks of a job, at most 10")
    List<WebhookView> list(@PathVariable long job) {
        return webhooks.of(job);
    }

    @DeleteMapping("/{webhook}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a webhook with its log; pending messages are not sent")
    void remove(@PathVariable long job, @PathVariable long webhook) {
        webhooks.remove(job, webhook);
    }

    @GetMapping("/{webhook}/deliveries")
    @Operation(summary = "List the messages of a webhook and their delivery attempts, newest first")
    Page<DeliveryView> deliveries(
            @PathVariable long job,
            @PathVariable long webhook,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = Page.DEFAULT_LIMIT) @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        Long before = Cursor.decode(cursor, 1, key -> Long.valueOf(key.get(0)));
        webhooks.require(job, webhook);
        return Page.of(deliveries.log(webhook, before, limit + 1), limit, delivery -> Cursor.of(delivery.id()));
    }
}
