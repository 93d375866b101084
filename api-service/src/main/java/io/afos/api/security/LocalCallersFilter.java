package io.afos.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets only this machine in, by the name it was called by, and of its pages only those of this service. A service without keys
 * on 127.0.0.1 can be reached by every web page that the user looks at: by a host name of the page's own that resolves to
 * 127.0.0.1 (DNS rebinding), which the {@code Host} header shows, or by a request from another site or another port, which
 * {@code Origin} and {@code Sec-Fetch-Site} show.
 */
final class LocalCallersFilter extends OncePerRequestFilter {

    private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    /** Where a request of a browser comes from that no other page had a part in. */
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private final ProblemResponse problems;

    LocalCallersFilter(ProblemResponse problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!isLoopback(request.getRemoteAddr())) {
            refuse(response, "Others need a service with API keys, see docs/operation.md.");
        } else if (!LOCAL.contains(request.getServerName().toLowerCase(Locale.ROOT))) {
            refuse(response, "Call it by http://localhost or http://127.0.0.1.");
        } else if (!isOwnOrigin(request) || !isOwnSite(request)) {
            refuse(response, "Pages of other sites and ports may not use it.");
        } else {
            chain.doFilter(request, response);
        }
    }

    private void refuse(HttpServletResponse response, String action) throws IOException {
        problems.write(response, HttpStatus.FORBIDDEN, "The standalone service answers this machine only. " + action);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isOwnOrigin(HttpServletRequest request) {
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        String own = String.format(
                Locale.ROOT, "%s://%s:%d", request.getScheme(), request.getServerName(), request.getServerPort());
        return origin == null || origin.equalsIgnoreCase(own) || (origin + ":80").equalsIgnoreCase(own);
    }

    /** A link from elsewhere may be followed: the page that it opens is shown to the user, not to the other site. */
    private static boolean isOwnSite(HttpServletRequest request) {
        @Nullable String site = request.getHeader("Sec-Fetch-Site");
        return site == null
                || OWN_SITE.contains(site)
                || HttpMethod.GET.matches(request.getMethod())
                        && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                        && "document".equals(request.getHeader("Sec-Fetch-Dest"));
    }
}
