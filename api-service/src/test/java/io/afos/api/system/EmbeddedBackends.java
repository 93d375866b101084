package io.afos.api.system;

import io.afos.api.standalone.EmbeddedBroker;
import io.afos.api.standalone.EmbeddedDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/** What the profile {@code standalone} runs on. */
record EmbeddedBackends(Path directory, EmbeddedDatabase postgres, EmbeddedBroker qpid) implements Backends {

    static EmbeddedBackends open() {
        try {
            Path directory = Files.createTempDirectory("afos-test");
            return new EmbeddedBackends(directory, EmbeddedDatabase.start(directory), EmbeddedBroker.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Server database() {
        URI url = URI.create(postgres.url().substring("jdbc:".length()));
        return new Server(
                url.getHost(), url.getPort(), url.getPath().substring(1), postgres.username(), postgres.password());
    }

    @Override
    public Server broker() {
        return new Server(qpid.host(), qpid.port(), qpid.virtualHost(), qpid.username(), qpid.password());
    }

    @Override
    public void close() {
        qpid.close();
        postgres.close();
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
