package io.afos.model.onnx;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads 10,000 spoilt files, most of them real ones, and prints how long it takes and how much memory. */
class MutatedFilesMeasurement {

    private static final int SIZE = 100_000;

    @Test
    void spoilt_files_are_understood_or_refused() throws IOException {
        List<byte[]> files = new ArrayList<>(SharedNetworks.bytes(SharedNetworks.LIGHT, name -> name.endsWith(".onnx"))
                .values());
        files.removeIf(file -> file.length > SIZE);
        long start = System.nanoTime();

        int understood = MutatedFilesTest.read(10_000, 10, files);

        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        System.out.printf(
                java.util.Locale.ROOT,
                "%d of 10,000 spoilt files were networks all the same; %.1f s; at most %d MB of heap%n",
                understood,
                (System.nanoTime() - start) / 1e9,
                peak / 1024 / 1024);
    }
}
