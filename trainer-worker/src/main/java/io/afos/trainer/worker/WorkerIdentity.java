package io.afos.trainer.worker;

import io.afos.model.message.WorkerEvent.WorkerDescription;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * The id and capabilities of this worker process.
 *
 * @param now the current description: available data sets change over time
 */
record WorkerIdentity(String id, Supplier<WorkerDescription> now) {

    WorkerDescription description() {
        return now.get();
    }

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** A unique id: host, process id and a random part. */
    static String unique() {
        String host = host().replaceAll("[^A-Za-z0-9-]", "-");
        return String.format(
                Locale.ROOT,
                "%.40s-%d-%06x",
                host,
                ProcessHandle.current().pid(),
                ThreadLocalRandom.current().nextInt(1 << 24));
    }
}
