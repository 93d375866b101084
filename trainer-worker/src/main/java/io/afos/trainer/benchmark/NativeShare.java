package io.afos.trainer.benchmark;

import java.util.concurrent.TimeUnit;

/**
 * Estimates the fraction of time that a thread spends in the engine's native code: samples the thread's stack every few
 * milliseconds and counts how often a native method of the engine is on top.
 */
final class NativeShare implements AutoCloseable {

    private static final String ENGINE = "ai.djl.pytorch.jni.PyTorchLibrary";
    private static final long INTERVAL_MICROS = 3_100;

    private final Thread sampler;
    private volatile long samples;
    private volatile long inNative;

    NativeShare(Thread observed) {
        sampler = new Thread(() -> sample(observed), "native-share");
        sampler.setDaemon(true);
        sampler.start();
    }

    private void sample(Thread observed) {
        try {
            while (true) {
                TimeUnit.MICROSECONDS.sleep(INTERVAL_MICROS);
                StackTraceElement[] stack = observed.getStackTrace();
                samples++;
                if (stack.length > 0
                        && stack[0].isNativeMethod()
                        && stack[0].getClassName().equals(ENGINE)) {
                    inNative++;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A fraction from 0 to 1. */
    double share() {
        return samples == 0 ? 0 : (double) inNative / samples;
    }

    @Override
    public void close() {
        sampler.interrupt();
    }
}
