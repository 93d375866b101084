package io.afos.api.webhook;

import io.afos.api.problem.InvalidRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where a message may go. */
class WebhookUrlTest {

    private final WebhookUrl guarded = new WebhookUrl(properties(false));
    private final WebhookUrl open = new WebhookUrl(properties(true));

    static WebhookProperties properties(boolean allowPrivateNetworks) {
        return new WebhookProperties(
                allowPrivateNetworks,
                Duration.ofSeconds(2),
                3,
                Duration.ofMillis(50),
                Duration.ofHours(6),
                8,
                2,
                Duration.ofSeconds(1),
                Duration.ofDays(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "http://example.org:8443/a/b?c=d",
                "HTTPS://example.org/",
                "https://93.184.216.34/",
                "https://[2606:2800:220:1:248:1893:25c8:1946]/"
            })
    void publicAddressesAreTaken(String url) {
        assertThat(guarded.parse(url)).hasToString(url);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://example.org/, must begin with https:// or http://",
        "file:///etc/passwd, must begin with https:// or http://",
        "example.org, must begin with https:// or http://",
        "'', must begin with https:// or http://",
        "http:///x, 'must have a host'",
        "http://example.org:0/, 'must have a host'",
        "http://example.org:65536/, 'must have a host'",
        "http://user:password@example.org/, must not contain user information or a fragment",
        "http://example.org/#top, must not contain user information or a fragment",
        "http://exa mple.org/, is not a valid URL",
        "mailto:somebody@example.org, must begin with https:// or http://"
    })
    void whatIsNoAddressIsRefusedWithTheReason(String url, String reason) {
        assertThatThrownBy(() -> open.parse(url))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080/",
                "http://127.0.0.1/",
                "http://127.8.9.10/",
                "http://0.0.0.0/",
                "http://10.1.2.3/",
                "http://100.64.0.1/",
                "http://169.254.169.254/latest/meta-data",
                "http://172.31.255.255/",
                "http://192.168.1.1/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://[::1]/",
                "http://[::]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[fe80::1]/",
                "http://[fd00::1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[2002:7f00:1::]/",
                "http://[2001:0:1::]/"
            })
    void addressesOfThisMachineAndItsNetworksAreTakenOnlyWhereTheyAreAllowed(String url) {
        assertThatThrownBy(() -> guarded.parse(url))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("afos.webhooks.allow-private-networks");
        assertThat(open.parse(url)).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.1", "2130706433", "localhost", "127.0.0.1", "::1"})
    void namesAreCheckedByWhatTheyStandFor(String host) throws UnknownHostException {
        assertThatThrownBy(() -> new ReachableAddresses(false).resolve(host))
                .isInstanceOf(UnknownHostException.class)
                .hasMessageContaining("not a public internet address");
        assertThat(new ReachableAddresses(true).resolve(host)).isNotEmpty();
    }

    @Test
    void aPublicAddressIsResolved() throws UnknownHostException {
        assertThat(new ReachableAddresses(false).resolve("8.8.8.8")).containsExactly(InetAddress.getByName("8.8.8.8"));
    }
}
