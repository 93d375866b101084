package io.afos.api.standalone;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command that starts a trainer worker from the class path of this process. */
final class WorkerCommand {

    private static final String MAIN_CLASS = "io.afos.trainer.TrainerWorker";

    /** Starts a third faster. Training time is spent in native code, which this option does not affect. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    /**
     * Lets glibc keep freed memory for the next step; otherwise page faults take up to 60 % of a training's processor
     * time.
     */
    private static final Map<String, String> KEEP_FREED_MEMORY = Map.of(
            "MALLOC_ARENA_MAX", "1",
            "MALLOC_MMAP_MAX_", "0",
            "MALLOC_TRIM_THRESHOLD_", "2000000000");

    private WorkerCommand() {}

    /** Secrets are passed in the environment, which other accounts cannot read, unlike the command line. */
    static Supplier<ProcessBuilder> of(StandaloneDirectory directory, EmbeddedBroker broker) {
        return () -> {
            ProcessBuilder command = java(
                    "-Xmx512m", "-XX:+UseSerialGC", QUICK_START, MAIN_CLASS, "--afos.worker.exit-with-parent=true");
            command.directory(directory.path().toFile());
            Map<String, String> environment = command.environment();
            environment.keySet().removeIf(name -> name.startsWith("SPRING_"));
            environment.putIfAbsent(
                    "AFOS_WORKER_DATADIRECTORY",
                    directory.path().resolve("datasets").toString());
            KEEP_FREED_MEMORY.forEach(environment::putIfAbsent);
            environment.put("SPRING_RABBITMQ_HOST", broker.host());
            environment.put("SPRING_RABBITMQ_PORT", Integer.toString(broker.port()));
            environment.put("SPRING_RABBITMQ_VIRTUAL_HOST", broker.virtualHost());
            environment.put("SPRING_RABBITMQ_USERNAME", broker.username());
            environment.put("SPRING_RABBITMQ_PASSWORD", broker.password());
            return command;
        };
    }

    /**
     * The Java executable and class path of this process. The class path goes in the environment because it is too long
     * for a command line on some systems.
     */
    static ProcessBuilder java(String... arguments) {
        String executable =
                Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder command = new ProcessBuilder(executable);
        command.command().addAll(List.of(arguments));
        command.environment().put("CLASSPATH", classPath());
        return command;
    }

    /** Makes paths absolute, since the child has another working directory. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
