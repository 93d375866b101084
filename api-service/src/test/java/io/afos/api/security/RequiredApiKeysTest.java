package io.afos.api.security;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequiredApiKeysTest {

    private static final String HASH = "0".repeat(64);

    private final MockEnvironment environment = new MockEnvironment();

    @Test
    void aStartWithoutKeysIsRefusedWithTheWayToMakeOne() {
        assertThatThrownBy(this::start).isInstanceOfSatisfying(RequiredApiKeys.NoApiKeysException.class, e -> {
            var analysis = new NoApiKeysFailureAnalyzer().analyze(e);
            assertThat(analysis.getDescription()).contains("No API key");
            assertThat(analysis.getAction()).contains("--generate-api-key=NAME:ADMIN");
        });
    }

    @Test
    void standaloneNeedsNone() {
        environment.setActiveProfiles("standalone");
        assertThatCode(this::start).doesNotThrowAnyException();
    }

    @Test
    void aKeyFromTheSettingsWillDo() {
        key(0, "alice", "SUBMIT", HASH);
        assertThatCode(this::start).doesNotThrowAnyException();
    }

    @Test
    void aWrongSettingIsNamed() {
        key(0, "alice", "SUBMIT", "0123");
        assertThatThrownBy(this::start)
                .isInstanceOf(BindException.class)
                .hasRootCauseMessage("an API key's sha256 must be 64 hexadecimal digits");
    }

    @Test
    void aNameStandsForOneKey() {
        key(0, "alice", "SUBMIT", HASH);
        key(1, "alice", "READ", HASH);
        assertThatThrownBy(this::start)
                .hasRootCauseMessage("two API keys in afos.security.api-keys have the same name");
    }

    private void key(int index, String name, String role, String hash) {
        String prefix = "afos.security.api-keys[%d].".formatted(index);
        environment.setProperty(prefix + "name", name);
        environment.setProperty(prefix + "role", role);
        environment.setProperty(prefix + "sha256", hash);
    }

    private void start() {
        try (var context = new GenericApplicationContext()) {
            context.setEnvironment(environment);
            new RequiredApiKeys().initialize(context);
        }
    }
}
