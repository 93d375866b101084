package io.afos.api.security;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ApiKeyGeneratorTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void printsAKeyThatItsSettingsLetIn() {
        assertThat(run("--generate-api-key=alice:submit")).contains(0);

        String key = find("(?m)^afos_[A-Za-z0-9_-]{43}$").group();
        String name = find("AFOS_SECURITY_API_KEYS_0_NAME=(\\S+)").group(1);
        String role = find("AFOS_SECURITY_API_KEYS_0_ROLE=(\\S+)").group(1);
        String hash = find("AFOS_SECURITY_API_KEYS_0_SHA256=(\\S+)").group(1);
        ApiKey configured = new ApiKey(name, Role.valueOf(role), hash);
        assertThat(new ApiKeys(List.of(configured)).find(key)).contains(configured);
        assertThat(name).isEqualTo("alice");
        assertThat(configured.role()).isEqualTo(Role.SUBMIT);
    }

    @Test
    void everyKeyIsAnother() {
        run("--generate-api-key=a:READ");
        run("--generate-api-key=a:READ");

        assertThat(Pattern.compile("(?m)^afos_\\S+$")
                        .matcher(out.toString(StandardCharsets.UTF_8))
                        .results()
                        .map(MatchResult::group)
                        .distinct())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "alice", "alice:", ":READ", "alice:ROOT", "a b:READ", "alice:READ:"})
    void explainsWhatItTakes(String request) {
        assertThat(run("--generate-api-key=" + request)).contains(2);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isNotBlank();
    }

    @Test
    void leavesOtherStartsAlone() {
        assertThat(run("--server.port=0")).isEmpty();
    }

    private Optional<Integer> run(String argument) {
        return ApiKeyGenerator.run(
                List.of(argument),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private MatchResult find(String pattern) {
        var matcher = Pattern.compile(pattern).matcher(out.toString(StandardCharsets.UTF_8));
        assertThat(matcher.find()).isTrue();
        return matcher.toMatchResult();
    }
}
