package io.afos.api.web;

import io.afos.api.system.Requests;
import io.afos.api.system.ServiceClient.Reply;
import io.afos.api.system.SystemTest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A small request cannot ask for hours of work. */
@Tag("any-backend")
class RequestWorkTest extends SystemTest {

    @Test
    void theCurvesOfManyLargeFunctionsAreRefusedBeforeTheyAreDrawn() {
        assertRefused(
                service().get("/api/v1/activations?points=1001&from=-1000&to=1000" + formulas(64, "((x^8)^7)^2")));
    }

    @Test
    void theCurvesOfPowersAreDrawn() {
        Reply reply = service().get("/api/v1/activations?points=1001" + formulas(64, "(x^8)^8"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json()).hasSize(64);
    }

    @Test
    void functionsThatOnlyManyDecimalsTellApartAreRefusedTogetherAndTakenAlone() {
        Reply together = service().get("/api/v1/activations?points=2" + formulas(64, "sin(exp(x))+1e30-1e30"));
        Reply alone = service().get("/api/v1/activations?points=2" + formulas(1, "sin(exp(x))+1e30-1e30"));

        assertRefused(together);
        assertThat(alone.status()).isEqualTo(200);
    }

    @Test
    void aBenchmarkOfManySuchFunctionsIsRefused() {
        String functions = IntStream.range(1, 60)
                .mapToObj("\"x+sin(exp(x+%d))+1e11-1e11\""::formatted)
                .collect(Collectors.joining(","));

        assertRefused(service().post("/api/v1/benchmarks", """
                {"activations": [%s], "baselines": ["relu"], "architectures": ["afos-base"],
                 "datasets": ["fashion-mnist-mini"]}""".formatted(functions)));
    }

    @Test
    void aKeyHasALimitedNumberOfOpenJobs() {
        store().change("""
                insert into job (kind, name, state, priority, request_hash, submitted_by)
                select 'none', 'job', 'PAUSED', 0, '', 'submitter' from generate_series(1, 1000)""");

        Reply reply = service().post("/api/v1/searches", Requests.one());

        assertThat(reply.status()).as(reply.body()).isEqualTo(429);
        assertThat(reply.header("Retry-After")).isNotEmpty();
        assertThat(reply.json().get("detail").asString()).contains("1,000 jobs of this API key");
        store().change("update job set submitted_by = 'somebody else' where id = (select min(id) from job)");
        assertThat(service().post("/api/v1/searches", Requests.one()).status()).isEqualTo(202);
    }

    private static String formulas(int count, String formula) {
        return IntStream.range(0, count)
                .mapToObj(i -> "&formula=" + HostileInput.encoded(formula + "+" + i))
                .collect(Collectors.joining());
    }

    private static void assertRefused(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(400);
        assertThat(reply.json().get("detail").asString()).contains("take too long to evaluate");
    }
}
