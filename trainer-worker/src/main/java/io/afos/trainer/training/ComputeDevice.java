package io.afos.trainer.training;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.Locale;

/**
 * The device for training, with the engine loaded.
 *
 * @param threads threads of the engine per operation
 * @param engine name and version of the engine
 */
public record ComputeDevice(Device device, int threads, String engine) {

    /**
     * Loads the engine; only the first call in a process determines the number of threads.
     *
     * @param name {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
     * @throws IllegalArgumentException if this machine has no such device
     */
    public static ComputeDevice open(String name, int threads) {
        setDefault("ai.djl.pytorch.num_threads", Integer.toString(threads));
        setDefault("ai.djl.pytorch.num_interop_threads", Integer.toString(threads));
        setDefault("OPT_OUT_TRACKING", "true");
        Engine engine = Engine.getInstance();
        Device device = choose(name, engine.getGpuCount());
        return new ComputeDevice(
                device,
                Integer.getInteger("ai.djl.pytorch.num_threads", threads),
                engine.getEngineName() + " " + engine.getVersion());
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** {@code cpu}, or {@code gpu:N}. */
    public String name() {
        return device.isGpu() ? "gpu:" + device.getDeviceId() : "cpu";
    }

    static Device choose(String name, int gpus) {
        if (name.equals("cpu") || name.equals("auto") && gpus == 0) {
            return Device.cpu();
        }
        int number = switch (name) {
            case "auto", "gpu" -> 0;
            default -> name.matches("gpu:\\d{1,3}") ? Integer.parseInt(name.substring(4)) : -1;
        };
        if (number < 0) {
            throw new IllegalArgumentException("device must be auto, cpu, gpu or gpu:N, not " + name);
        }
        if (number >= gpus) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "device %s was requested, but the engine sees %d GPUs; check the driver and the CUDA build of"
                            + " the engine, or use cpu",
                    name,
                    gpus));
        }
        return Device.gpu(number);
    }
}
