package io.afos.api.benchmark;

import io.afos.api.system.Broker;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The estimate of when a benchmark will be done. */
class BenchmarkTimeLeftTest extends SystemTest {

    /** Two functions, two data sets, two seeds: four cells on each data set. */
    private static final String REQUEST = """
            {"activations": ["eelu-2"], "baselines": ["relu"], "architectures": ["afos-base"],
             "datasets": ["fashion-mnist-mini", "cifar10"], "seeds": [1, 2],
             "recipe": {"trainImages": 1000, "validationImages": 500, "width": 0.125, "epochs": 2, "batchSize": 50}}""";

    @Test
    void onlyWorkersThatHaveADataSetCountForItsTrainings() {
        worker(Broker.DATASET, Scripts.train());
        worker(Broker.DATASET, Scripts.train());
        long id = service().submitBenchmark(REQUEST);
        eventually(() -> assertThat(
                        service().benchmark(id).at("/progress/states/SUCCEEDED").asInt())
                .isEqualTo(4));
        assertThat(service().benchmark(id).get("remainingSeconds").isNull())
                .as("no worker can do the rest")
                .isTrue();

        worker(Broker.OTHER_DATASET, Scripts.hang());
        eventually(
                () -> assertThat(service().benchmark(id).get("remainingSeconds").isNull())
                        .isFalse());

        double seconds =
                Double.parseDouble(store().text("select avg(seconds)::text from evaluation where state = 'SUCCEEDED'"));
        assertThat(seconds).isPositive();
        assertThat(service().benchmark(id).get("remainingSeconds").asDouble())
                .as("four trainings by one worker")
                .isCloseTo(4 * seconds, within(1e-6));
    }
}
