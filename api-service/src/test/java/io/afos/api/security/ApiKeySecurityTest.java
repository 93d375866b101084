package io.afos.api.security;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.cookie;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

@WebMvcTest(controllers = ProbeController.class)
@Import({SecurityConfiguration.class, ProbeController.class})
class ApiKeySecurityTest {

    @Autowired
    private MockMvc mvc;

    @DynamicPropertySource
    static void keys(DynamicPropertyRegistry registry) {
        registry.add("afos.security.refusal-delay", () -> "0s");
        int index = 0;
        for (Role role : Role.values()) {
            String prefix = "afos.security.api-keys[%d].".formatted(index++);
            registry.add(prefix + "name", role::name);
            registry.add(prefix + "role", role::name);
            registry.add(prefix + "sha256", () -> HexFormat.of().formatHex(ApiKeys.sha256("key of " + role)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/probe, , 401",
        "GET, /api/v1/probe, READ, 200",
        "GET, /api/v1/probe, SUBMIT, 200",
        "GET, /api/v1/probe, ADMIN, 200",
        "HEAD, /api/v1/probe, , 401",
        "HEAD, /api/v1/probe, READ, 200",
        "POST, /api/v1/probe, , 401",
        "POST, /api/v1/probe, READ, 403",
        "POST, /api/v1/probe, SUBMIT, 202",
        "POST, /api/v1/probe, ADMIN, 202",
        "POST, /api/v1/searches/import, SUBMIT, 403",
        "POST, /api/v1/searches/import, IMPORT, 404",
        "GET, /api/v1/keys, IMPORT, 403",
        "POST, /api/v1/keys, IMPORT, 403",
        "GET, /api/v1/keys, ADMIN, 404",
        "GET, /actuator/prometheus, , 401",
        "GET, /actuator/prometheus, READ, 403",
        "GET, /actuator/prometheus, SUBMIT, 403",
        "GET, /actuator/prometheus, ADMIN, 200",
        "POST, /actuator/loggers, SUBMIT, 403",
        "POST, /actuator/loggers, ADMIN, 202",
        "GET, /actuator/health, , 200",
        "GET, /actuator/health/liveness, , 200",
        "POST, /actuator/health, , 401",
        "GET, /v3/api-docs, , 200",
        "GET, /anything/else, , 401",
        "GET, /anything/else, READ, 404"
    })
    void eachRoleMayDoWhatItIsFor(String method, String path, String role, int expected) throws Exception {
        MockHttpServletRequestBuilder request = switch (method) {
            case "GET" -> get(path);
            case "HEAD" -> head(path);
            default -> post(path);
        };
        if (role != null) {
            request.header("X-API-Key", "key of " + role);
        }
        mvc.perform(request).andExpect(status().is(expected));
    }

    @Test
    void aBearerTokenIsAsGoodAsTheHeader() throws Exception {
        mvc.perform(get("/api/v1/probe").header("Authorization", "bearer key of READ"))
                .andExpect(status().isOk());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "key of", "key of READ2", "null", "KEY OF READ"})
    void aWrongKeyIsRefusedEvenWhereNoneIsNeeded(String key) throws Exception {
        mvc.perform(get("/api/v1/probe").header("X-API-Key", key)).andExpect(status().isUnauthorized());
        mvc.perform(get("/actuator/health").header("X-API-Key", key)).andExpect(status().isUnauthorized());
    }

    @Test
    void aRefusalSaysWhatToDo() throws Exception {
        mvc.perform(get("/api/v1/probe"))
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(header().string("WWW-Authenticate", "Bearer"))
                .andExpect(jsonPath("$.status").value(401))
                .andExpect(jsonPath("$.title").value("Unauthorized"))
                .andExpect(jsonPath("$.detail").value(containsString("X-API-Key")));
        mvc.perform(post("/api/v1/probe").header("X-API-Key", "key of READ"))
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.status").value(403))
                .andExpect(jsonPath("$.title").value("Forbidden"))
                .andExpect(jsonPath("$.detail").exists());
    }

    @Test
    void answersCarryNoSessionAndForbidFraming() throws Exception {
        mvc.perform(get("/api/v1/probe").header("X-API-Key", "key of READ"))
                .andExpect(cookie().doesNotExist("JSESSIONID"))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("X-Frame-Options", "DENY"))
                .andExpect(header().string("Referrer-Policy", "no-referrer"))
                .andExpect(header().string("Content-Security-Policy", startsWith("default-src 'self'")));
    }

    @Test
    void aBodyOverTheLimitIsRefused() throws Exception {
        mvc.perform(post("/api/v1/probe")
                        .header("X-API-Key", "key of SUBMIT")
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .content(new byte[RequestSizeFilter.MAX_BYTES + 1]))
                .andExpect(status().isContentTooLarge())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.detail").value(containsString("1,048,576 bytes")));
        mvc.perform(post("/api/v1/probe")
                        .header("X-API-Key", "key of SUBMIT")
                        .contentType(MediaType.APPLICATION_OCTET_STREAM)
                        .content(new byte[RequestSizeFilter.MAX_BYTES]))
                .andExpect(status().isAccepted());
    }
}
