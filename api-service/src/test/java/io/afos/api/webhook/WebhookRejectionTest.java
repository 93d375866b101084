package io.afos.api.webhook;

import io.afos.api.system.Requests;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What cannot be a webhook, and what is said of it. */
@Tag("any-backend")
class WebhookRejectionTest extends SystemTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | url must not be null",
                "{\"url\": \"ftp://example.org\"} | url must begin with https:// or http://",
                "{\"url\": \"http://\"} | url is not a valid URL: Expected authority",
                "{\"url\": \"http://a:b@example.org\"} | url must not contain user information or a fragment",
                "{\"url\": \"http://example.org\", \"secret\": \"x\"} | secret must be whsec_ followed by 24"
                        + " to 64 bytes in Base64",
                "{\"url\": \"http://example.org\", \"more\": 1} | more is not a field of this request"
            })
    void whatCannotBeAWebhookIsRefusedWithTheReason(String request, String detail) {
        long id = service().submit(Requests.one());

        Reply reply = service().post("/api/v1/jobs/%d/webhooks".formatted(id), request);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("detail").asString()).startsWith(detail);
        assertThat(store().rows("webhook")).isZero();
    }
}
