package io.afos.trainer.data.file;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.afos.model.catalog.CatalogFile;
import io.afos.trainer.data.DataProperties;
import io.afos.trainer.data.DatasetException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against an HTTP server on this machine. */
@Timeout(30)
class DownloadTest {

    private static final byte[] CONTENT = new byte[300_000];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger stalls = new AtomicInteger();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ExecutorService answering = Executors.newCachedThreadPool();
    private HttpServer server;
    private int breakAfter = Integer.MAX_VALUE;
    private boolean knowsRanges = true;

    @TempDir
    private Path directory;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/file.bin", this::answer);
        server.setExecutor(answering);
        server.start();
    }

    @AfterEach
    void stop() {
        stopped.countDown();
        server.stop(0);
        answering.shutdownNow();
    }

    @Test
    void fetchesAFileAndMovesItIntoPlace() throws Exception {
        Path path = files().find("set", file(sha256()));
        assertThat(path).isEqualTo(directory.resolve("set/file.bin").toAbsolutePath());
        assertThat(Files.readAllBytes(path)).isEqualTo(CONTENT);
        assertThat(directory.resolve("set/file.bin.part")).doesNotExist();
        files().find("set", file(sha256()));
        assertThat(ranges).containsExactly("whole");
    }

    @Test
    void continuesABrokenDownload() throws Exception {
        breakAfter = 100_000;
        Path path = files().find("set", file(sha256()));
        assertThat(Files.readAllBytes(path)).isEqualTo(CONTENT);
        assertThat(ranges.get(0)).isEqualTo("whole");
        assertThat(ranges.get(1)).startsWith("bytes=").isNotEqualTo("bytes=0-");
    }

    @Test
    void continuesWhatAnEarlierProcessLeft() throws Exception {
        Files.createDirectories(directory.resolve("set"));
        Files.write(directory.resolve("set/file.bin.part"), Arrays.copyOf(CONTENT, 123_456));
        Path path = files().find("set", file(sha256()));
        assertThat(Files.readAllBytes(path)).isEqualTo(CONTENT);
        assertThat(ranges).containsExactly("bytes=123456-");
    }

    @Test
    void beginsAnewWhereTheServerCannotContinue() throws Exception {
        knowsRanges = false;
        Files.createDirectories(directory.resolve("set"));
        Files.write(directory.resolve("set/file.bin.part"), new byte[123_456]);
        assertThat(Files.readAllBytes(files().find("set", file(sha256())))).isEqualTo(CONTENT);
    }

    @Test
    void refusesAndDeletesOtherContent() {
        assertThatThrownBy(() -> files().find("set", file("00" + sha256().substring(2))))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("file.bin")
                .hasMessageContaining("SHA-256 " + sha256());
        assertThat(directory.resolve("set/file.bin")).doesNotExist();
        assertThat(directory.resolve("set/file.bin.part")).doesNotExist();
    }

    @Test
    void saysThatTheServerDoesNotHaveIt() {
        server.removeContext("/file.bin");
        assertThatThrownBy(() -> files().find("set", file(sha256())))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("status 404")
                .hasMessageContaining("Copy it there manually");
    }

    @Test
    void givesUpAConnectionThatStallsAndContinues() throws Exception {
        stalls.set(1);
        Path target = directory.resolve("file.bin");
        new Download(file(sha256()), target, () -> {}, Duration.ofMillis(200)).run();
        assertThat(target).hasBinaryContent(CONTENT);
        assertThat(ranges).hasSize(2);
    }

    @Test
    void saysThatNoDataComes() {
        stalls.set(3);
        var download = new Download(file(sha256()), directory.resolve("file.bin"), () -> {}, Duration.ofMillis(200));
        assertThatThrownBy(download::run).isInstanceOf(IOException.class).hasMessageContaining("no data received");
    }

    @Test
    void canBeGivenUpBetweenTwoPieces() {
        var impatient = new DataFiles(new DataProperties(directory, true, 1L << 30), () -> {
            throw new IllegalStateException("stopped");
        });
        assertThatThrownBy(() -> impatient.find("set", file(sha256()))).hasMessage("stopped");
        assertThat(directory.resolve("set/file.bin")).doesNotExist();
    }

    private DataFiles files() {
        return new DataFiles(new DataProperties(directory, true, 1L << 30), () -> {});
    }

    @Test
    void checksTheMd5WhereNoOtherChecksumIsPublished() throws Exception {
        String md5 = Digests.md5(CONTENT);
        assertThat(files().find(
                                "set",
                                new CatalogFile("file.bin", address("/file.bin"), CONTENT.length, null, md5, null)))
                .hasBinaryContent(CONTENT);
        assertThatThrownBy(() -> files().find(
                                "other",
                                new CatalogFile(
                                        "file.bin", address("/file.bin"), CONTENT.length, null, "0" + md5, null)))
                .hasMessageContaining("MD5 " + md5);
    }

    @Test
    void followsRedirects() throws Exception {
        server.createContext("/moved.bin", exchange -> {
            exchange.getResponseHeaders().add("Location", "/file.bin");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        var moved = new CatalogFile("file.bin", address("/moved.bin"), CONTENT.length, sha256(), null, null);
        assertThat(files().find("set", moved)).hasBinaryContent(CONTENT);
    }

    private CatalogFile file(String sha256) {
        return new CatalogFile("file.bin", address("/file.bin"), CONTENT.length, sha256, null, null);
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CONTENT));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        ranges.add(range == null ? "whole" : range);
        int from = range == null || !knowsRanges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        int length = CONTENT.length - from;
        exchange.sendResponseHeaders(from == 0 ? 200 : 206, length);
        try (var out = exchange.getResponseBody()) {
            if (stalls.getAndDecrement() > 0) {
                out.write(CONTENT, from, 1_000);
                out.flush();
                stopped.await();
            }
            out.write(CONTENT, from, Math.min(length, breakAfter));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } // closing after too few bytes throws, whereupon the server breaks the connection off
    }
}
