package io.afos.api.system;

/** A database and a broker for one run of the tests. */
public interface Backends extends AutoCloseable {

    /**
     * Where a backend is.
     *
     * @param name of the database or the virtual host
     */
    record Server(String host, int port, String name, String username, String password) {}

    Server database();

    Server broker();

    /** Leaves nothing behind. */
    @Override
    void close();

    static boolean areExternal() {
        return Boolean.getBoolean("afos.test.external");
    }

    static Backends open() {
        return areExternal() ? ExternalBackends.open() : EmbeddedBackends.open();
    }
}
