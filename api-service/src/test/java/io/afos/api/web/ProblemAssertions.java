package io.afos.api.web;

import io.afos.api.system.ServiceClient.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every answer, however bad the request. */
final class ProblemAssertions {

    private ProblemAssertions() {}

    static void assertIsAnAnswerOrAProblem(Reply reply, String request) {
        String said = "%d %s%nto %s"
                .formatted(reply.status(), reply.body(), request.substring(0, Math.min(2_000, request.length())));
        assertThat(reply.status()).as(said).isBetween(200, 499);
        if (reply.status() >= 400 && !reply.response().request().method().equals("HEAD")) {
            assertThat(reply.header("Content-Type")).as(said).startsWith("application/problem+json");
            assertThat(reply.json().get("status").asInt()).as(said).isEqualTo(reply.status());
            assertThat(reply.json().get("detail").asString())
                    .as(said)
                    .isNotBlank()
                    .hasSizeLessThan(1_000);
            assertTellsNothingOfTheInside(reply.body(), said);
        }
    }

    static void assertTellsNothingOfTheInside(String answer, String said) {
        assertThat(answer)
                .as(said)
                .doesNotContain(
                        "Exception",
                        "java.",
                        "io.afos",
                        "org.",
                        "jackson",
                        "\\tat ",
                        "SQL",
                        "jdbc",
                        "JsonToken",
                        "Tomcat",
                        "hibernate",
                        "REDACTED");
    }
}
