package io.afos.api.security;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

class LocalCallersTest {

    private MockMvc mvc;

    @BeforeEach
    void serve() {
        mvc = MockMvcBuilders.standaloneSetup(new ProbeController())
                .addFilters(new LocalCallersFilter(new ProblemResponse(new JsonMapper())))
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]", "LOCALHOST"})
    void thisMachineIsAnswered(String host) throws Exception {
        mvc.perform(post("http://" + host + ":8080/api/v1/probe")).andExpect(status().isAccepted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.0.2.1", "0.0.0.0"})
    void aForeignNameForThisMachineIsRefused(String host) throws Exception {
        mvc.perform(post("http://" + host + ":8080/api/v1/probe"))
                .andExpect(status().isForbidden())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "10.0.0.1", "fe80::1", "2001:db8::1", "0.0.0.0"})
    void anotherMachineIsRefusedWhateverNameItCallsBy(String address) throws Exception {
        mvc.perform(post("http://localhost:8080/api/v1/probe").with(from(address)))
                .andExpect(status().isForbidden())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.53", "::1", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"})
    void thisMachineIsKnownByItsAddress(String address) throws Exception {
        mvc.perform(post("http://localhost:8080/api/v1/probe").with(from(address)))
                .andExpect(status().isAccepted());
    }

    private static RequestPostProcessor from(String address) {
        return request -> {
            request.setRemoteAddr(address);
            return request;
        };
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, http://localhost:8080",
        "http://127.0.0.1:8080, http://127.0.0.1:8080",
        "http://[::1]:8080, http://[::1]:8080",
        "http://localhost, http://localhost"
    })
    void aPageOfTheServiceMayWrite(String address, String origin) throws Exception {
        mvc.perform(post(address + "/api/v1/probe").header("Origin", origin)).andExpect(status().isAccepted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-site", "cross-site", "elsewhere"})
    void aRequestThatAnotherPageMakesIsRefused(String site) throws Exception {
        for (var request :
                List.of(post("http://localhost:8080/api/v1/probe"), get("http://localhost:8080/api/v1/probe"))) {
            mvc.perform(request.header("Sec-Fetch-Site", site)
                            .header("Sec-Fetch-Mode", "no-cors")
                            .header("Sec-Fetch-Dest", "image"))
                    .andExpect(status().isForbidden());
        }
    }

    @Test
    void aLinkOfAnotherPageMayBeFollowedButAFormOfItNotSent() throws Exception {
        for (var request :
                List.of(post("http://localhost:8080/api/v1/probe"), get("http://localhost:8080/api/v1/probe"))) {
            mvc.perform(request.header("Sec-Fetch-Site", "cross-site")
                            .header("Sec-Fetch-Mode", "navigate")
                            .header("Sec-Fetch-Dest", "document"))
                    .andExpect(result -> assertThat(result.getResponse().getStatus() == 403)
                            .isEqualTo(result.getRequest().getMethod().equals("POST")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "http://localhost.evil.example",
                "http://localhost:3000",
                "http://127.0.0.1:8080",
                "https://localhost:8080",
                "http://localhost",
                "null",
                "",
                "http://a b"
            })
    void aPageOfAnotherSiteMayNot(String origin) throws Exception {
        mvc.perform(post("http://localhost:8080/api/v1/probe").header("Origin", origin))
                .andExpect(status().isForbidden());
    }
}
