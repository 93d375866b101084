package io.afos.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets only this machine in, by the name it was called by. A service without keys on 127.0.0.1 can be reached by every web
 * page that the user looks at: by a host name of the page's own that resolves to 127.0.0.1 (DNS rebinding), which the
 * {@code Host} header shows, or by a request across sites, which {@code Origin} shows.
 */
final class LocalCallersFilter extends OncePerRequestFilter {

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final ProblemResponse problems;

    LocalCallersFilter(ProblemResponse problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (!isLocal(request.getServerName())) {
            refuse(response, "Call it by http://localhost or http://127.0.0.1.");
        } else if (origin != null && !isLocal(host(origin))) {
            refuse(response, "Pages of other sites may not use it.");
        } else {
            chain.doFilter(request, response);
        }
    }

    private void refuse(HttpServletResponse response, String action) throws IOException {
        problems.write(response, HttpStatus.FORBIDDEN, "The standalone service answers this machine only. " + action);
    }

    private static boolean isLocal(@Nullable String host) {
        return host != null && LOCAL.contains(host.toLowerCase(Locale.ROOT));
    }

    private static @Nullable String host(String origin) {
        try {
            return URI.create(origin).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
