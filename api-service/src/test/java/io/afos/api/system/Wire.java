package io.afos.api.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way from the service to a backend, which tests can cut. */
public final class Wire implements AutoCloseable {

    private final Backends.Server target;
    private final ServerSocket entrance;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private volatile boolean cut;
    private volatile boolean held;

    public Wire(Backends.Server target) {
        this.target = target;
        try {
            this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inBackground(this::accept);
    }

    public int port() {
        return entrance.getLocalPort();
    }

    /** Ends all connections; new ones get through. */
    public void drop() {
        open.forEach(Wire::end);
    }

    /** Ends all connections and refuses new ones. */
    public void cut() {
        cut = true;
        drop();
    }

    /** Keeps what the service sends, as a backend does that reads no more. */
    public void hold() {
        held = true;
    }

    public void mend() {
        cut = false;
        synchronized (gate) {
            held = false;
            gate.notifyAll();
        }
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        drop();
    }

    private void accept() throws IOException {
        while (!entrance.isClosed()) {
            Socket near = entrance.accept();
            if (cut) {
                end(near);
            } else {
                connect(near);
            }
        }
    }

    private void connect(Socket near) throws IOException {
        Socket far = new Socket(target.host(), target.port());
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        open.add(near);
        open.add(far);
        inBackground(() -> forward(near, far));
        inBackground(() -> forward(far, near));
        if (cut) {
            drop();
        }
    }

    private void forward(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            byte[] buffer = new byte[16_384];
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                if (from.getLocalPort() == port()) {
                    waitUntilReleased();
                }
                to.getOutputStream().write(buffer, 0, read);
            }
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void waitUntilReleased() {
        synchronized (gate) {
            while (held) {
                try {
                    gate.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** An end of a connection ends the work on it, whatever the reason. */
    private static void inBackground(Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException ended) {
                        Thread.yield();
                    }
                },
                "wire");
        thread.setDaemon(true);
        thread.start();
    }
}
