package io.afos.api.security;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * Answers requests with unknown keys: slowly, and not many at a time, so that a program with a wrong key or one that tries keys
 * costs little. Who has a valid key is never slowed.
 */
final class RefusedKeys implements AuthenticationFailureHandler {

    private static final Logger log = LoggerFactory.getLogger(RefusedKeys.class);

    /** Each waits in a thread of the web server. */
    private static final int MOST_WAITING = 8;

    private final AuthenticationEntryPoint unauthorized;
    private final ProblemResponse problems;
    private final Duration delay;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    RefusedKeys(AuthenticationEntryPoint unauthorized, ProblemResponse problems, Duration delay) {
        this.unauthorized = unauthorized;
        this.problems = problems;
        this.delay = delay;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException unknown)
            throws IOException, ServletException {
        log.warn("an unknown API key was refused: {} from {}", request.getMethod(), request.getRemoteAddr());
        if (!waiting.tryAcquire()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            problems.write(
                    response,
                    HttpStatus.TOO_MANY_REQUESTS,
                    "Too many requests come with an API key that is not valid; this is one of them.");
            return;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            waiting.release();
        }
        unauthorized.commence(request, response, unknown);
    }
}
