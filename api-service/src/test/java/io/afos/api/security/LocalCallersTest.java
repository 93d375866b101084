package io.afos.api.security;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.json.JsonMapper;

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
    @ValueSource(strings = {"http://localhost:8080", "http://127.0.0.1:3000"})
    void aPageOfThisMachineMayWrite(String origin) throws Exception {
        mvc.perform(post("http://localhost:8080/api/v1/probe").header("Origin", origin))
                .andExpect(status().isAccepted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://localhost.evil.example", "null", "", "http://a b"})
    void aPageOfAnotherSiteMayNot(String origin) throws Exception {
        mvc.perform(post("http://localhost:8080/api/v1/probe").header("Origin", origin))
                .andExpect(status().isForbidden());
    }
}
