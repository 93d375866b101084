package io.afos.api.network;

import io.afos.api.system.ServiceClient;
import io.afos.api.system.ServiceClient.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.util.Objects;

/** A small network for grey images, written by PyTorch. */
public final class NetworkFile {

    private NetworkFile() {}

    public static byte[] small() {
        try (InputStream file = NetworkFile.class.getResourceAsStream("small.onnx")) {
            return Objects.requireNonNull(file).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param query the name, and what else is asked for */
    public static Reply upload(ServiceClient service, String query, byte[] file) {
        return service.send(service.request("/api/v1/networks?" + query)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(file))
                .build());
    }
}
