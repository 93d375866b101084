package io.afos.trainer.data.file;

import io.afos.model.catalog.CatalogFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads one file to {@code <file>.part} and moves it into place after verifying its checksum. Resumes an earlier
 * interrupted download. Processes that need the same file wait for the first one.
 */
final class Download {

    private static final Logger log = LoggerFactory.getLogger(Download.class);
    private static final int TRIES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final CatalogFile file;
    private final Path target;
    private final Path part;
    private final Runnable activity;
    private final Duration patience;

    Download(CatalogFile file, Path target, Runnable activity) {
        this(file, target, activity, PATIENCE);
    }

    /** @param patience maximum time without data before the connection is abandoned */
    Download(CatalogFile file, Path target, Runnable activity, Duration patience) {
        this.patience = patience;
        this.file = file;
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.activity = activity;
    }

    void run() throws IOException {
        ProcessLock.hold(target.resolveSibling(".lock"), activity, () -> {
            if (!Files.exists(target)) {
                fetch();
            }
            return target;
        });
    }

    private void fetch() throws IOException {
        for (int attempt = 1; !complete(); attempt++) {
            try {
                receive();
            } catch (IOException e) {
                if (attempt == TRIES) {
                    throw e;
                }
                log.warn("download of {} was interrupted ({}), resuming", file.address(), e.toString());
                activity.run();
                ProcessLock.pause();
            }
        }
        try {
            PublishedContent.require(part, file, activity);
        } catch (IOException e) {
            Files.delete(part);
            throw new IOException(
                    String.format(Locale.ROOT, "the received file has %s; it was deleted", e.getMessage()));
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        log.info("downloaded {} to {}", file.name(), target);
    }

    private boolean complete() throws IOException {
        return Files.exists(part) && Files.size(part) >= file.bytes();
    }

    private void receive() throws IOException {
        long have = Files.exists(part) ? Files.size(part) : 0;
        var request = HttpRequest.newBuilder(URI.create(file.address())).timeout(PATIENCE);
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        HttpResponse<InputStream> response = send(request.build());
        try (var in = new PromptStream(response.body(), patience)) {
            switch (response.statusCode()) {
                case 200 -> append(in, 0);
                case PARTIAL_CONTENT -> append(in, have);
                case RANGE_NOT_SATISFIABLE -> Files.delete(part);
                default -> throw new IOException("the server responded with status " + response.statusCode());
            }
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(20))
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            throw DataFiles.interrupted(e);
        }
    }

    private void append(InputStream in, long offset) throws IOException {
        log.info("downloading {}: {} of {} MB", file.address(), offset / 1_000_000, file.bytes() / 1_000_000);
        try (var channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(offset);
            channel.position(offset);
            OutputStream out = Channels.newOutputStream(channel);
            byte[] chunk = new byte[1 << 16];
            long done = offset;
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                if (done + n > file.bytes()) {
                    throw new IOException(String.format(
                            Locale.ROOT, "the server sends more than the expected %,d bytes", file.bytes()));
                }
                out.write(chunk, 0, n);
                logProgress(done, done + n);
                done += n;
                activity.run();
            }
            if (done < file.bytes()) {
                throw new IOException(
                        String.format(Locale.ROOT, "the connection ended after %,d of %,d bytes", done, file.bytes()));
            }
        }
    }

    private void logProgress(long before, long after) {
        long tenth = Math.max(1, file.bytes() / 10);
        if (before / tenth != after / tenth) {
            log.info("{}: {} % downloaded", file.name(), 100 * after / file.bytes());
        }
    }
}
