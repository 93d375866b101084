package io.afos.api.search.archive;

import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.ServiceClient;
import io.afos.api.system.SystemTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that ask for an export and do not read it. */
class SlowReaderTest extends SystemTest {

    @Test
    void theyHoldNeitherASnapshotNorAPlace() throws IOException {
        worker(Scripts.train());
        long id = service().submit(Requests.afos(8, 3, 1));
        service().awaitState(id, "COMPLETED");
        endWorkers();
        store().change("""
                insert into epoch (evaluation_id, epoch, train_loss, train_accuracy, loss, accuracy, seconds, images_per_second)
                select e.id, point, 1, 0.5, 1, 0.5, 1, 1 from evaluation e, generate_series(10, 5000) point""");
        List<Socket> readers = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                readers.add(ask(id));
                eventually(() -> assertThat(
                                readers.get(readers.size() - 1).getInputStream().available())
                        .isPositive());
            }

            assertThat(Archives.export(service(), id)).endsWith("}\n");
            eventually(() -> assertThat(
                            store().number("select count(*) from pg_stat_activity where datname = current_database()"
                                    + " and state = 'idle in transaction' and application_name = 'afos-api'"))
                    .isZero());
        } finally {
            for (Socket reader : readers) {
                reader.close();
            }
        }
    }

    private Socket ask(long id) throws IOException {
        URI address = service()
                .request("/api/v1/searches/%d/export".formatted(id))
                .build()
                .uri();
        var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
        socket.setReceiveBufferSize(4096);
        String key = ServiceClient.SUBMITTER;
        socket.getOutputStream()
                .write("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: %s\r\n\r\n"
                        .formatted(address.getPath(), key)
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
