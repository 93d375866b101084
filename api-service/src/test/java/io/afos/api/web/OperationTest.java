package io.afos.api.web;

import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.SystemTest;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The description of the API, metrics and health. */
class OperationTest extends SystemTest {

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Test
    void theDescriptionListsEveryAddressAndMethod() {
        var described = new TreeSet<String>();
        JsonNode paths = service().read("/v3/api-docs").get("paths");
        paths.propertyNames()
                .forEach(path -> paths.get(path)
                        .propertyNames()
                        .forEach(method -> described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));

        var there = new TreeSet<String>();
        mappings.getHandlerMethods()
                .forEach((mapping, method) -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/"))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(verb -> there.add(verb + " " + path))));
        assertThat(there).hasSizeGreaterThan(15);
        assertThat(described).containsExactlyElementsOf(there);
    }

    @Test
    void theDescriptionIsCompleteInItself() {
        JsonNode description = service().read("/v3/api-docs");

        assertThat(description.get("openapi").asString()).startsWith("3.");
        assertThat(description.at("/info/title").asString()).isNotBlank();
        var references = new ArrayList<String>();
        var operations = new ArrayList<String>();
        description.findValues("$ref").forEach(reference -> references.add(reference.asString()));
        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                description.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        description.findValues("operationId").forEach(id -> operations.add(id.asString()));
        assertThat(operations).doesNotHaveDuplicates();
        description
                .get("paths")
                .forEach(path -> path.forEach(operation -> {
                    assertThat(operation.get("summary").asString())
                            .as(operation.toString())
                            .isNotBlank();
                    assertThat(operation.get("responses")).isNotEmpty();
                }));
        Pattern parameter = Pattern.compile("\\{(\\w+)}");
        description
                .get("paths")
                .propertyNames()
                .forEach(path -> parameter
                        .matcher(path)
                        .results()
                        .forEach(match -> description
                                .get("paths")
                                .get(path)
                                .forEach(operation -> assertThat(operation.get("parameters"))
                                        .as(path)
                                        .anySatisfy(declared -> assertThat(
                                                        declared.get("name").asString())
                                                .isEqualTo(match.group(1))))));
    }

    @Test
    void theDescriptionCanBeBrowsed() {
        assertThat(service().get("/swagger-ui/index.html").status()).isEqualTo(200);
    }

    @Test
    void metricsCountWhatHappened() {
        Map<String, Double> before = metrics();
        worker(Scripts.first(2, Scripts.train(), Scripts.screenOut()));
        service().awaitState(service().submit(Requests.random(10, 1)), "COMPLETED");
        endWorkers();
        worker(Scripts.first(1, Scripts.fail("out of luck", false), Scripts.diverge()));
        service().awaitState(service().submit(Requests.random(5, 2)), "COMPLETED");
        long screenedOut = store().number("select count(*) from evaluation where outcome = 'SCREENED_OUT'");
        long diverged = store().number("select count(*) from evaluation where outcome = 'DIVERGED'");

        Map<String, Double> after = metrics();

        assertThat(screenedOut).isPositive();
        assertThat(diverged).isPositive();
        assertThat(increase("afos_evaluations_closed_total{outcome=\"trained\"}", before, after))
                .isEqualTo(2);
        assertThat(increase("afos_evaluations_closed_total{outcome=\"screened_out\"}", before, after))
                .isEqualTo(screenedOut);
        assertThat(increase("afos_evaluations_closed_total{outcome=\"diverged\"}", before, after))
                .isEqualTo(diverged);
        assertThat(increase("afos_evaluations_closed_total{outcome=\"failed\"}", before, after))
                .isEqualTo(1);
        assertThat(increase("afos_evaluation_training_seconds_sum{}", before, after))
                .isEqualTo(2 * 3 + screenedOut * 1.5 + diverged * 0.5);
        assertThat(increase("afos_evaluation_queue_wait_seconds_count{}", before, after))
                .as("a start that its own result has overtaken is not counted")
                .isBetween(1.0, 2.0 + screenedOut + diverged + 1);
        assertThat(increase("afos_training_images_per_second_sum{}", before, after))
                .isEqualTo(2_000 * (2 + screenedOut));
        assertThat(increase("afos_strategy_seconds_count{}", before, after)).isPositive();
        assertThat(after.keySet())
                .contains(
                        "afos_evaluations_open{state=\"pending\"}",
                        "afos_evaluations_open{state=\"queued\"}",
                        "afos_evaluations_open{state=\"running\"}",
                        "afos_dispatch_lag_seconds{}",
                        "afos_lease_expired_total{}",
                        "afos_messages_dead_total{}",
                        "afos_workers{}");
    }

    @ParameterizedTest
    @CsvSource({"/actuator/health, UP", "/actuator/health/liveness, UP", "/actuator/health/readiness, UP"})
    void theServiceIsHealthy(String path, String status) {
        assertThat(service().read(path).get("status").asString()).isEqualTo(status);
    }

    @Test
    void metricsAreForAdministratorsAndReadersMayOnlyRead() {
        assertThat(service().get("/actuator/prometheus").status()).isEqualTo(403);
        assertThat(serviceAs(ServiceClient.READER).get("/api/v1/searches").status())
                .isEqualTo(200);
        assertThat(serviceAs(ServiceClient.READER)
                        .post("/api/v1/searches", Requests.one())
                        .status())
                .isEqualTo(403);
        assertThat(serviceAs("nobody's key").get("/api/v1/searches").status()).isEqualTo(401);
    }

    /** By name and labels, without those that all have. */
    private Map<String, Double> metrics() {
        ServiceClient.Reply reply = serviceAs(ServiceClient.ADMINISTRATOR).get("/actuator/prometheus");
        assertThat(reply.status()).isEqualTo(200);
        return reply.body()
                .lines()
                .filter(line -> line.startsWith("afos_"))
                .collect(java.util.stream.Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')).replaceAll("application=\"[^\"]*\",?", ""),
                        line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1))));
    }

    private static double increase(String name, Map<String, Double> before, Map<String, Double> after) {
        assertThat(after).containsKey(name);
        return after.get(name) - before.getOrDefault(name, 0.0);
    }
}
