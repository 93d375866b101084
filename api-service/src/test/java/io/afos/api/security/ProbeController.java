package io.afos.api.security;

import org.springframework.boot.test.context.TestComponent;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Stands for everything that the service answers. */
@TestComponent
@RestController
class ProbeController {

    @GetMapping({
        "/api/v1/probe",
        "/actuator/health",
        "/actuator/health/liveness",
        "/actuator/prometheus",
        "/v3/api-docs"
    })
    String read() {
        return "read";
    }

    @PostMapping({"/api/v1/probe", "/actuator/loggers"})
    @ResponseStatus(HttpStatus.ACCEPTED)
    String write(@RequestBody(required = false) byte[] body) {
        return "written";
    }
}
