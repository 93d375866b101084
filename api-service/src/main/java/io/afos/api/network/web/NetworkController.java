package io.afos.api.network.web;

import io.afos.api.network.Networks;
import io.afos.api.network.UploadedNetwork;
import io.afos.api.problem.Overloaded;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

@RestController
@RequestMapping("/api/v1/networks")
@Tag(name = "Networks", description = "Networks of the users' own, from ONNX files")
class NetworkController {

    private static final int MOST_PLACES = 1_000;

    private final Networks networks;
    private final Semaphore uploads = new Semaphore(2);

    NetworkController(Networks networks) {
        this.networks = networks;
    }

    @PostMapping(consumes = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Operation(
            summary = "Upload a network",
            description =
                    "Reads an ONNX file, drops its weights and keeps its graph, whose activations are replaced by the"
                            + " functions under trial. The answer tells what was understood of it.")
    @RequestBody(
            description = "The file",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "201", description = "Kept; Location is its address")
    @ApiResponse(responseCode = "200", description = "It is here already, under this name")
    ResponseEntity<UploadedNetwork> upload(
            @Parameter(description = "By which recipes will name it", example = "my-resnet")
                    @RequestParam
                    @Size(min = 1, max = 64)
                    String name,
            @Parameter(description = "Names of activations to replace that would stay otherwise")
                    @RequestParam(required = false, defaultValue = "")
                    @Size(max = MOST_PLACES)
                    List<String> replace,
            @Parameter(description = "Names of activations that stay")
                    @RequestParam(required = false, defaultValue = "")
                    @Size(max = MOST_PLACES)
                    List<String> keep,
            @Parameter(hidden = true) InputStream body)
            throws IOException {
        if (!uploads.tryAcquire()) {
            throw new Overloaded("Too many networks are being read; try again in a few seconds.");
        }
        try {
            Networks.Upload uploaded = networks.upload(name, body, Set.copyOf(replace), Set.copyOf(keep));
            var location = ServletUriComponentsBuilder.fromCurrentContextPath()
                    .path("/api/v1/networks/{name}")
                    .build(uploaded.network().name());
            return ResponseEntity.status(uploaded.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                    .header(HttpHeaders.LOCATION, location.toString())
                    .body(uploaded.network());
        } finally {
            uploads.release();
        }
    }

    @GetMapping
    @Operation(summary = "List the networks that users uploaded")
    List<UploadedNetwork> list() {
        return networks.all();
    }

    @GetMapping("/{name}")
    @Operation(summary = "Get what was understood of a network")
    UploadedNetwork get(@PathVariable String name) {
        return networks.get(name);
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a network that no job uses")
    void remove(@PathVariable String name) {
        networks.remove(name);
    }
}
