package io.afos.api.python.web;

import io.afos.api.problem.NotFound;
import io.afos.api.python.Wheel;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Locale;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/python")
@Hidden
class PythonController {

    private final Wheel wheel;

    PythonController(Wheel wheel) {
        this.wheel = wheel;
    }

    /** For people, and for {@code pip install --find-links}. */
    @GetMapping(
            path = {"", "/"},
            produces = MediaType.TEXT_HTML_VALUE)
    String index() {
        return String.format(
                Locale.ROOT,
                "<!DOCTYPE html><html lang=\"en\"><head><title>AFOS for Python</title></head>"
                        + "<body><a href=\"/python/%1$s\">%1$s</a></body></html>",
                wheel.fileName());
    }

    @GetMapping("/{file}")
    ResponseEntity<byte[]> file(@PathVariable String file) {
        if (!file.equals(wheel.fileName())) {
            throw new NotFound("there is no such file; this service has /python/" + wheel.fileName());
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(wheel.content());
    }
}
