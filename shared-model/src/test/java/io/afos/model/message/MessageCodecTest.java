package io.afos.model.message;

import io.afos.model.message.MessageCodec.Newer;
import io.afos.model.message.MessageCodec.Readable;
import io.afos.model.message.MessageCodec.Unreadable;
import io.afos.model.recipe.Architecture;
import io.afos.model.recipe.Architecture.Depth;
import io.afos.model.recipe.Architecture.Form;
import io.afos.model.recipe.Augmentation;
import io.afos.model.recipe.DataSpec;
import io.afos.model.recipe.ImageRecipe;
import io.afos.model.recipe.ImageRecipe.FitnessSplit;
import io.afos.model.recipe.ImageRecipe.Precision;
import io.afos.model.recipe.Normalization;
import io.afos.model.recipe.Optimizer;
import io.afos.model.recipe.Screening;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MessageCodecTest {

    private static final ImageRecipe FULL = new ImageRecipe(
            new DataSpec(
                    "folder:leaves",
                    4_000,
                    1_000,
                    1_000,
                    -7,
                    64,
                    Augmentation.STANDARD,
                    Normalization.STANDARDIZED,
                    "ab".repeat(32)),
            new Architecture("resnet50", 0.25, Depth.TINY, Form.SMALL),
            3,
            64,
            new Optimizer.Sgd(0.001, 0.9),
            new Screening(1, 0.25),
            Precision.FLOAT32,
            FitnessSplit.VALIDATION,
            true);
    private static final ImageRecipe SPARE = new ImageRecipe(
            new DataSpec("mnist", null, 1_000, null, Long.MAX_VALUE),
            new Architecture("afos-base-plain", 1),
            1,
            1,
            new Optimizer.Adam(1e-9),
            null,
            Precision.FLOAT32,
            FitnessSplit.TEST,
            false);
    private static final Measurement MEASUREMENT = new Measurement(0.1 + 0.2, 1.0 / 3);
    private static final WorkerEvent.WorkerDescription WORKER = new WorkerEvent.WorkerDescription(
            "höst",
            "gpu(0)",
            2,
            "PyTorch 2.7.1",
            List.of("mnist", "cifar10"),
            List.of("cifar10"),
            Instant.parse("2026-11-24T05:06:07.123456789Z"));
    private static final String WORKER_ID = "w-1";
    private static final ImageRecipe UPLOADED = new ImageRecipe(
            new DataSpec("mnist", null, 1_000, null, 1),
            Architecture.uploaded("my-network", "cd".repeat(32)),
            1,
            1,
            new Optimizer.Adam(1e-9),
            null,
            Precision.FLOAT32,
            FitnessSplit.TEST,
            false);

    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                message(EvaluationTask.class, new EvaluationTask(Long.MAX_VALUE, 1, "x*erf(exp(x))", FULL, -1)),
                message(EvaluationTask.class, new EvaluationTask(2, 3, "max(x,0)", SPARE, Long.MIN_VALUE)),
                message(EvaluationTask.class, withNetwork("plan")),
                message(EvaluationTask.class, withNetwork("p".repeat(EvaluationTask.MOST_NETWORK))),
                message(WorkerControl.class, new WorkerControl.Revoke(5, 2)),
                event(new WorkerEvent.Heartbeat(WORKER_ID, WORKER, new WorkerEvent.Progress(1, 2, 3, 4, 512.25))),
                event(new WorkerEvent.Heartbeat(WORKER_ID, WORKER, null)),
                event(new WorkerEvent.Left(WORKER_ID)),
                event(new WorkerEvent.Left(WORKER_ID, new WorkerEvent.Progress(1, 2, 3, 4, 5, "t"))),
                event(new WorkerEvent.Started(WORKER_ID, 1, 2)),
                event(new WorkerEvent.Started(WORKER_ID, 1, 2, "token")),
                event(new WorkerEvent.EpochFinished(
                        WORKER_ID, 1, 2, new WorkerEvent.EpochMetrics(1, 2.5, 0.1, MEASUREMENT, 22.5, 240))),
                finished(new Outcome.Trained(15, false, MEASUREMENT, new Measurement(0.5, 0.75), 300.5, 200)),
                finished(new Outcome.Trained(1, true, MEASUREMENT, null, 20, 200)),
                finished(new Outcome.Diverged(1, 17, 0.5)),
                finished(new Outcome.Failed("out of memory: \"give\" the worker more\n", true)),
                finished(new Outcome.Released("told to stop")));
    }

    private static EvaluationTask withNetwork(String network) {
        return new EvaluationTask(2, 3, "max(x,0)", UPLOADED, 4, "token", network);
    }

    private static Arguments finished(Outcome outcome) {
        return event(new WorkerEvent.Finished(WORKER_ID, 1, 2, outcome));
    }

    private static Arguments event(WorkerEvent event) {
        return message(WorkerEvent.class, event);
    }

    private static <T> Arguments message(Class<T> type, T message) {
        return Arguments.of(type, message);
    }

    @ParameterizedTest
    @MethodSource("messages")
    <T> void reads_what_it_writes(Class<T> type, T message) {
        assertThat(MessageCodec.decode(MessageCodec.encode(message), type)).isEqualTo(new Readable<>(message));
    }

    @Test
    void a_worker_of_before_takes_no_tasks_of_uploaded_networks() {
        assertThat(WORKER.queues()).containsExactly("mnist", "cifar10");
    }

    /** Workers and APIs of different builds talk to each other: the form on the wire is part of the contract. */
    @Test
    void the_form_on_the_wire_stays_what_it_is() {
        String json = """
                {"version":1,"body":{"evaluationId":2,"attempt":3,"formula":"max(x,0)","recipe":{\
                "data":{"dataset":"mnist","trainImages":null,"validationImages":1000,"testImages":null,\
                "splitSeed":9223372036854775807},"architecture":{"name":"afos-base-plain","width":1.0},\
                "epochs":1,"batchSize":1,"optimizer":{"type":"adam","learningRate":1.0E-9},"screening":null,\
                "precision":"FLOAT32","fitnessSplit":"TEST","reportTest":false},"seed":4}}""";
        var task = new EvaluationTask(2, 3, "max(x,0)", SPARE, 4);
        assertThat(MessageCodec.decode(utf8(json), EvaluationTask.class)).isEqualTo(new Readable<>(task));
        assertThat(MessageCodec.decode(
                        utf8("{\"version\":1,\"body\":{\"type\":\"revoke\",\"evaluationId\":5,\"attempt\":2}}"),
                        WorkerControl.class))
                .isEqualTo(new Readable<>(new WorkerControl.Revoke(5, 2)));
        assertThat(MessageCodec.decode(utf8("""
                                {"version":1,"body":{"type":"heartbeat","workerId":"w","worker":{"host":"h","device":"cpu",\
                                "threads":1,"engine":"e","datasets":["mnist"],"startedAt":"1970-01-01T00:00:00Z"}}}"""), WorkerEvent.class))
                .isEqualTo(new Readable<>(new WorkerEvent.Heartbeat(
                        "w",
                        new WorkerEvent.WorkerDescription(
                                "h", "cpu", 1, "e", List.of("mnist"), List.of(), Instant.EPOCH),
                        null)));
        assertThat(MessageCodec.encode(new WorkerEvent.Started("w", 1, 2)))
                .asString(StandardCharsets.UTF_8)
                .contains("\"version\":3", "\"type\":\"started\"", "\"workerId\":\"w\"", "\"evaluationId\":1");
    }

    /** A worker of before that took it for version 3 would look for the network in its catalog. */
    @Test
    void only_a_task_that_brings_its_network_is_for_newer_workers() {
        assertThat(MessageCodec.encode(withNetwork("plan")))
                .asString(StandardCharsets.UTF_8)
                .contains("\"version\":4", "\"network\":\"plan\"", "\"graph\":\"" + "cd".repeat(32));
        assertThat(MessageCodec.encode(new EvaluationTask(2, 3, "max(x,0)", SPARE, 4)))
                .asString(StandardCharsets.UTF_8)
                .contains("\"version\":3")
                .doesNotContain("network", "graph");
    }

    @Test
    void a_task_brings_a_network_only_if_its_recipe_asks_for_an_uploaded_one() {
        String uploaded = new String(MessageCodec.encode(withNetwork("plan")), StandardCharsets.UTF_8);

        assertThat(MessageCodec.decode(
                        utf8(uploaded.replace(",\"graph\":\"" + "cd".repeat(32) + "\"", "")), EvaluationTask.class))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).contains("network is given"));
        assertThat(MessageCodec.decode(
                        utf8(uploaded.replace("\"plan\"", "\"" + "p".repeat(EvaluationTask.MOST_NETWORK + 1) + "\"")),
                        EvaluationTask.class))
                .isInstanceOf(Unreadable.class);
    }

    static Stream<String> outOfBounds() {
        String metrics = """
                {"epoch":%s,"trainLoss":1,"trainAccuracy":0,"validation":{"loss":1,"accuracy":0},"seconds":%s,"imagesPerSecond":%s}""";
        String trained = """
                {"type":"trained","epochs":%s,"screenedOut":false,"measurement":%s,"test":null,"seconds":%s,"imagesPerSecond":1}""";
        String measured = "{\"loss\":1,\"accuracy\":0}";
        return Stream.of(
                        Stream.of(
                                        "",
                                        "a b",
                                        "nul\\u0000",
                                        "w".repeat(WorkerEvent.MOST_WORKER_ID + 1),
                                        "h\u00f6st",
                                        "a\\n")
                                .map(worker -> "{\"type\":\"left\",\"workerId\":\"%s\"}".formatted(worker)),
                        Stream.of("0, \"attempt\":1", "-1, \"attempt\":1", "1, \"attempt\":0", "1, \"attempt\":-1", "1")
                                .map("{\"type\":\"started\",\"workerId\":\"w\",\"evaluationId\":%s}"::formatted),
                        Stream.of(
                                        metrics.formatted("0", "1", "1"),
                                        metrics.formatted("1001", "1", "1"),
                                        metrics.formatted("2147483647", "1", "1"),
                                        metrics.formatted("1", "-1", "1"),
                                        metrics.formatted("1", "1e300", "1"),
                                        metrics.formatted("1", "\"NaN\"", "1"),
                                        metrics.formatted("1", "1", "\"Infinity\""),
                                        "null")
                                .map(ofAttempt("epoch", "metrics")),
                        Stream.of(
                                        trained.formatted("1001", measured, "1"),
                                        trained.formatted("0", measured, "1"),
                                        trained.formatted("1", "null", "1"),
                                        trained.formatted("1", measured, "1e300"),
                                        "{\"type\":\"diverged\",\"epoch\":1,\"step\":-1,\"seconds\":1}",
                                        "null")
                                .map(ofAttempt("finished", "outcome")),
                        Stream.of(
                                        worker("1", "[\"" + "d".repeat(201) + "\"]", "1970-01-01T00:00:00Z"),
                                        worker("1", "[null]", "1970-01-01T00:00:00Z"),
                                        worker("1", "[" + "\"d\",".repeat(1_000) + "\"d\"]", "1970-01-01T00:00:00Z"),
                                        worker("1", "null", "1970-01-01T00:00:00Z"),
                                        worker("0", "[]", "1970-01-01T00:00:00Z"),
                                        worker("1", "[]", "+1000000000-12-31T23:59:59.999999999Z"),
                                        "null")
                                .map("{\"type\":\"heartbeat\",\"workerId\":\"w\",\"worker\":%s}"::formatted))
                .flatMap(bodies -> bodies);
    }

    private static UnaryOperator<String> ofAttempt(String type, String field) {
        return value -> "{\"type\":\"%s\",\"workerId\":\"w\",\"evaluationId\":1,\"attempt\":1,\"%s\":%s}"
                .formatted(type, field, value);
    }

    private static String worker(String threads, String datasets, String startedAt) {
        return "{\"host\":\"h\",\"device\":\"cpu\",\"threads\":%s,\"engine\":\"e\",\"datasets\":%s,\"startedAt\":\"%s\"}"
                .formatted(threads, datasets, startedAt);
    }

    @ParameterizedTest
    @MethodSource("outOfBounds")
    void an_event_with_a_field_out_of_bounds_is_unreadable(String body) {
        assertThat(MessageCodec.decode(utf8("{\"version\":3,\"body\":%s}".formatted(body)), WorkerEvent.class))
                .isInstanceOf(Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"evaluationId\":0,\"attempt\":1", "\"evaluationId\":1,\"attempt\":0"})
    void a_task_with_a_field_out_of_bounds_is_unreadable(String attempt) {
        String task = new String(MessageCodec.encode(new EvaluationTask(1, 1, "x", SPARE, 1)), StandardCharsets.UTF_8);

        assertThat(MessageCodec.decode(utf8(task), EvaluationTask.class)).isInstanceOf(Readable.class);
        assertThat(MessageCodec.decode(
                        utf8(task.replace("\"evaluationId\":1,\"attempt\":1", attempt)), EvaluationTask.class))
                .isInstanceOf(Unreadable.class);
    }

    @Test
    void unknown_fields_are_ignored() {
        String json = """
                {"version":1,"later":[1],"body":{"type":"revoke","evaluationId":5,"attempt":2,"later":{"a":1}}}""";
        assertThat(MessageCodec.decode(utf8(json), WorkerControl.class))
                .isEqualTo(new Readable<>(new WorkerControl.Revoke(5, 2)));
    }

    @Test
    void a_newer_version_is_left_to_newer_readers_whatever_its_body() {
        assertThat(MessageCodec.decode(utf8("{\"version\":5,\"body\":[]}"), WorkerControl.class))
                .isEqualTo(new Newer<>(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "not json",
                "{\"version\":1",
                "{}",
                "{\"body\":{}}",
                "{\"version\":0,\"body\":{}}",
                "{\"version\":\"1\",\"body\":{}}",
                "{\"version\":1.5,\"body\":{}}",
                "{\"version\":1}",
                "{\"version\":1,\"body\":[]}",
                "{\"version\":1,\"body\":{}}",
                "{\"version\":1,\"body\":{\"type\":\"unheard-of\"}}",
                "{\"version\":1,\"body\":{\"type\":\"started\",\"workerId\":\"w\",\"evaluationId\":\"one\",\"attempt\":1}}",
                "{\"version\":1,\"body\":{\"type\":\"finished\",\"workerId\":\"w\",\"evaluationId\":1,\"attempt\":1,"
                        + "\"outcome\":{\"type\":\"unheard-of\"}}}"
            })
    void what_is_no_message_is_unreadable_with_a_reason(String json) {
        assertThat(MessageCodec.decode(utf8(json), WorkerEvent.class))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).isNotBlank());
    }

    @Test
    void a_recipe_out_of_range_is_unreadable() {
        String json = new String(MessageCodec.encode(new EvaluationTask(1, 1, "x", FULL, 1)), StandardCharsets.UTF_8)
                .replace("\"epochs\":3", "\"epochs\":0");
        assertThat(MessageCodec.decode(utf8(json), EvaluationTask.class))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        unreadable -> assertThat(unreadable.reason()).contains("epochs must be between 1 and 1000"));
    }

    @Test
    void oversized_and_bottomless_messages_are_unreadable() {
        assertThat(MessageCodec.decode(new byte[MessageCodec.MAX_BYTES + 1], WorkerEvent.class))
                .isEqualTo(new Unreadable<>("message has 262,145 bytes, at most 262,144 are read"));
        String deep = "{\"version\":1,\"body\":" + "{\"a\":".repeat(10_000);
        assertThat(MessageCodec.decode(utf8(deep), WorkerEvent.class)).isInstanceOf(Unreadable.class);
        String text = "{\"version\":1,\"body\":{\"type\":\"left\",\"workerId\":\"" + "w".repeat(40_000) + "\"}}";
        assertThat(MessageCodec.decode(utf8(text), WorkerEvent.class)).isInstanceOf(Unreadable.class);
    }
}
