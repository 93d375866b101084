package io.afos.trainer;

import io.afos.trainer.training.Benchmark;
import io.afos.trainer.training.ComputeDevice;
import io.afos.trainer.worker.StopSignal;
import io.afos.trainer.worker.Worker;
import io.afos.trainer.worker.WorkerConfiguration;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * A process that takes training tasks from the queue, one at a time.
 *
 * <p>Nothing is configured by what happens to be on the class path, where the API may be too.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration(RabbitAutoConfiguration.class)
@Import(WorkerConfiguration.class)
public class TrainerWorker {

    public static void main(String[] arguments) {
        if (List.of(arguments).contains("--benchmark")) {
            new Benchmark(ComputeDevice.open("auto", 1).device(), System.out).run();
        } else {
            work(arguments);
        }
    }

    private static void work(String[] arguments) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(TrainerWorker.class)
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .properties("spring.config.name=trainer-worker")
                .run(arguments);
        var shutdown = new Shutdown(context, context.getBean(StopSignal.class), Thread.currentThread());
        shutdown.onSignal();
        if (context.getEnvironment().getProperty("afos.worker.exit-with-parent", Boolean.class, false)) {
            shutdown.onEndOf(System.in);
        }
        context.getBean(Worker.class).run();
    }
}
