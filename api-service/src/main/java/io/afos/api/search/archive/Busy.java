package io.afos.api.search.archive;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Enough of the kind is under way already. */
public final class Busy extends ResponseStatusException {

    private static final long serialVersionUID = 1;

    public Busy(String message) {
        super(HttpStatus.SERVICE_UNAVAILABLE, message);
    }

    @Override
    public HttpHeaders getHeaders() {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "5");
        return headers;
    }
}
