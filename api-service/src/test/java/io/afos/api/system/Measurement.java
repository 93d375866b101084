package io.afos.api.system;

import io.afos.api.ApiService;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/** A measurement of the service with its default settings. No test, so each is run by its name only. */
@ExtendWith(SharedService.class)
@ContextConfiguration(initializers = Installation.DirectInitializer.class)
@SpringBootTest(
        classes = ApiService.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"logging.structured.format.console=", "logging.level.root=warn", "logging.level.qpid.message=warn"
        })
public abstract class Measurement {

    @Autowired
    private Installation installation;

    @LocalServerPort
    private int port;

    protected final Installation installation() {
        return installation;
    }

    protected final int port() {
        return port;
    }

    /** Median milliseconds until the answer to a request is there. */
    protected static double median(ServiceClient service, String path, int warmUp, int rounds) {
        for (int round = 0; round < warmUp; round++) {
            milliseconds(service, path);
        }
        return median(rounds, () -> milliseconds(service, path));
    }

    protected static double median(int rounds, DoubleSupplier time) {
        double[] times = new double[rounds];
        Arrays.setAll(times, round -> time.getAsDouble());
        Arrays.sort(times);
        return times[rounds / 2];
    }

    private static double milliseconds(ServiceClient service, String path) {
        long begun = System.nanoTime();
        assertThat(service.get(path).status()).isEqualTo(200);
        return (System.nanoTime() - begun) / 1e6;
    }
}
