package io.afos.model.network;

/** A network that cannot be used. The message says which part of it is at fault and what to do. */
public final class NetworkException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NetworkException(String problem) {
        super(problem);
    }
}
