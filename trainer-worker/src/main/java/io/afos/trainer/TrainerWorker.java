package io.afos.trainer;

import io.afos.trainer.benchmark.MachineBenchmark;
import io.afos.trainer.data.DataProperties;
import io.afos.trainer.data.command.DataCommand;
import io.afos.trainer.training.ComputeDevice;
import io.afos.trainer.worker.DataConfiguration;
import io.afos.trainer.worker.StopSignal;
import io.afos.trainer.worker.Worker;
import io.afos.trainer.worker.WorkerConfiguration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
 * <p>Auto-configuration is off, because the class path may also contain the API.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration(RabbitAutoConfiguration.class)
@Import(WorkerConfiguration.class)
public class TrainerWorker {

    private static final Logger log = LoggerFactory.getLogger(TrainerWorker.class);

    public static void main(String[] arguments) {
        // Keeps the output of libraries and of this code independent of the machine's language.
        Locale.setDefault(Locale.ROOT);
        if (List.of(arguments).contains("--benchmark")) {
            new MachineBenchmark(ComputeDevice.open("auto", 1).device(), System.out).run();
        } else if (arguments.length > 0 && arguments[0].equals("data")) {
            System.exit(data(arguments));
        } else {
            work(arguments);
        }
    }

    /** Runs without a broker and without the engine. */
    private static int data(String[] arguments) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(DataConfiguration.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .properties("spring.config.name=trainer-worker", "logging.pattern.console=%msg%n")
                .run(arguments)) {
            List<String> command = List.of(arguments).subList(1, arguments.length);
            return new DataCommand(context.getBean(DataProperties.class), System.out).run(command);
        }
    }

    private static ConfigurableApplicationContext start(String[] arguments) {
        try {
            return new SpringApplicationBuilder(TrainerWorker.class)
                    .web(WebApplicationType.NONE)
                    .registerShutdownHook(false)
                    .properties("spring.config.name=trainer-worker")
                    .run(arguments);
        } catch (RuntimeException | Error told) {
            Runtime.getRuntime().halt(1);
            throw told;
        }
    }

    private static void work(String[] arguments) {
        ConfigurableApplicationContext context = start(arguments);
        var shutdown = new Shutdown(context, context.getBean(StopSignal.class), Thread.currentThread());
        shutdown.onSignal();
        if (context.getEnvironment().getProperty("afos.worker.exit-with-parent", Boolean.class, false)) {
            shutdown.onEndOf(System.in);
        }
        try {
            context.getBean(Worker.class).run();
        } catch (Throwable e) { // otherwise other threads would keep alive a process that takes no tasks
            log.error("the worker cannot continue; terminating the process", e);
            Runtime.getRuntime().halt(1);
        }
    }
}
