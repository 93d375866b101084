package io.afos.api.security.web;

import io.afos.api.caller.Caller;
import io.afos.api.security.KeyView;
import io.afos.api.security.Role;
import io.afos.api.security.StoredKeys;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Profile("!standalone")
@RequestMapping("/api/v1/keys")
@Tag(name = "API keys", description = "Keys that are added and revoked while the service runs; needs the role ADMIN")
class KeyController {

    private static final String NAME = "[A-Za-z0-9._-]{1,64}";
    private static final String NO_NAME = "must be 1 to 64 letters, digits, dots, hyphens or underscores";

    private final StoredKeys keys;

    KeyController(StoredKeys keys) {
        this.keys = keys;
    }

    /** A key to add. */
    record KeyRequest(
            @NotNull @Pattern(regexp = NAME, message = NO_NAME)
            String name,

            @NotNull Role role) {}

    /** @param key shown this once */
    record AddedKey(
            String name,
            Role role,

            @Schema(description = "The key, shown this once")
            String key) {}

    @GetMapping
    @Operation(summary = "List the keys that were added while the service ran, revoked ones included")
    List<KeyView> list() {
        return keys.list();
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Add a key")
    @ApiResponse(responseCode = "201", description = "Added; the key is shown this once")
    @ApiResponse(responseCode = "409", description = "A key had this name before")
    AddedKey add(@RequestBody @Valid KeyRequest request) {
        return new AddedKey(request.name(), request.role(), keys.add(request.name(), request.role(), Caller.name()));
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Revoke a key; every process of the service refuses it within 5 seconds")
    @ApiResponse(responseCode = "204", description = "Revoked")
    void revoke(@PathVariable @Pattern(regexp = NAME, message = NO_NAME) String name) {
        keys.revoke(name, Caller.name());
    }
}
