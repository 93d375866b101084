package io.afos.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses large bodies. One whose length is not told beforehand is read up to the limit before it goes on. Imports are stored
 * on disk, and networks read as they come: both have limits of their own.
 */
final class RequestSizeFilter extends OncePerRequestFilter {

    static final int MAX_BYTES = 1024 * 1024;

    private static final Set<String> LARGE = Set.of("/api/v1/searches/import", "/api/v1/networks");

    private final ProblemResponse problems;

    RequestSizeFilter(ProblemResponse problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return LARGE.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long length = request.getContentLengthLong();
        if (length > MAX_BYTES) {
            refuse(response);
        } else if (length >= 0 || request.getHeader("Transfer-Encoding") == null) {
            chain.doFilter(request, response);
        } else {
            byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                refuse(response);
            } else {
                chain.doFilter(new BufferedRequest(request, body), response);
            }
        }
    }

    private void refuse(HttpServletResponse response) throws IOException {
        problems.write(
                response,
                HttpStatus.CONTENT_TOO_LARGE,
                String.format(
                        Locale.ROOT,
                        "The request body has more than %,d bytes, which is the most that is read.",
                        MAX_BYTES));
    }
}
