package io.afos.api.messaging;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.MessageProperties;
import io.afos.api.system.Broker;
import io.afos.model.message.MessageCodec;
import io.afos.model.message.QueueNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Messages as no worker would send them. */
public final class HostileMessages {

    private static final List<String> EVENTS = List.of(
            "{\"type\":\"started\",\"workerId\":@,\"evaluationId\":@,\"attempt\":@,\"token\":@}",
            "{\"type\":\"finished\",\"workerId\":@,\"evaluationId\":@,\"attempt\":@,\"token\":@,\"outcome\":"
                    + "{\"type\":\"trained\",\"epochs\":@,\"screenedOut\":false,\"measurement\":{\"loss\":@,\"accuracy\":@},"
                    + "\"test\":null,\"seconds\":@,\"imagesPerSecond\":@}}",
            "{\"type\":\"finished\",\"workerId\":@,\"evaluationId\":@,\"attempt\":@,\"outcome\":"
                    + "{\"type\":\"failed\",\"reason\":@,\"retryable\":false}}",
            "{\"type\":\"epoch\",\"workerId\":@,\"evaluationId\":@,\"attempt\":@,\"metrics\":{\"epoch\":@,\"trainLoss\":@,"
                    + "\"trainAccuracy\":@,\"validation\":{\"loss\":@,\"accuracy\":@},\"seconds\":@,\"imagesPerSecond\":@}}",
            "{\"type\":\"heartbeat\",\"workerId\":@,\"worker\":{\"host\":@,\"device\":\"cpu\",\"threads\":@,\"engine\":@,"
                    + "\"datasets\":[@],\"fetchable\":[],\"startedAt\":\"2026-01-01T00:00:00Z\",\"troubles\":[],\"folders\":null},"
                    + "\"progress\":{\"evaluationId\":@,\"attempt\":@,\"step\":@,\"totalSteps\":@,\"imagesPerSecond\":@}}",
            "{\"type\":\"left\",\"workerId\":@,\"holding\":{\"evaluationId\":@,\"attempt\":@,\"step\":@,\"totalSteps\":@,"
                    + "\"imagesPerSecond\":@}}");

    private static final List<String> VALUES = List.of(
            "1",
            "1",
            "1",
            "2",
            "3",
            "0",
            "-1",
            "0.5",
            "1e300",
            "\"NaN\"",
            "\"Infinity\"",
            "null",
            "true",
            "[]",
            "{}",
            "9223372036854775807",
            "99999999999999999999",
            "2147483647",
            "\"worker-1\"",
            "\"worker-1\"",
            "\"a:b\"",
            "\"\"",
            "\"nul\\u0000\"",
            "\"\\ud800\"",
            "\"" + "w".repeat(30_000) + "\"",
            "\"fashion-mnist-mini\"",
            "\"" + "A".repeat(43) + "\"");

    private final Random random;

    public HostileMessages(Random random) {
        this.random = random;
    }

    public void sendOne(Broker broker) {
        broker.publish(broker.reports(), QueueNames.EVENT, properties(), body());
    }

    private AMQP.BasicProperties properties() {
        return random.nextInt(20) > 0
                ? MessageProperties.PERSISTENT_BASIC
                : new AMQP.BasicProperties.Builder()
                        .headers(Map.of("afos-marker-millis", random.nextLong()))
                        .build();
    }

    private byte[] body() {
        return switch (random.nextInt(10)) {
            case 0 -> {
                byte[] noise = new byte[random.nextInt(2_000)];
                random.nextBytes(noise);
                yield noise;
            }
            case 1 -> {
                byte[] event = event();
                yield Arrays.copyOf(event, random.nextInt(event.length));
            }
            case 2 -> new byte[random.nextInt(2 * MessageCodec.MAX_BYTES)];
            default -> event();
        };
    }

    private byte[] event() {
        var text =
                new StringBuilder("{\"version\":").append(random.nextInt(1, 4)).append(",\"body\":");
        for (char c : pick(EVENTS).toCharArray()) {
            text.append(c == '@' ? pick(VALUES) : c);
        }
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    private String pick(List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
