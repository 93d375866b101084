package io.afos.api.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses headers with control characters, and bodies that are compressed, which nothing here unpacks. */
final class RequestHeaderFilter extends OncePerRequestFilter {

    private final ProblemResponse problems;

    RequestHeaderFilter(ProblemResponse problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        for (String name : Collections.list(request.getHeaderNames())) {
            List<String> values = Collections.list(request.getHeaders(name));
            if (values.stream().anyMatch(RequestHeaderFilter::hasControlCharacters)) {
                problems.writeInvalid(response, name, "must not contain control characters");
                return;
            }
        }
        List<String> codings = Collections.list(request.getHeaders(HttpHeaders.CONTENT_ENCODING));
        if (!codings.stream().allMatch("identity"::equalsIgnoreCase)) {
            response.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
            problems.write(
                    response,
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "The request body is compressed; send it as it is, without Content-Encoding.");
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean hasControlCharacters(String value) {
        return value.chars().anyMatch(character -> character != '\t' && Character.isISOControl(character));
    }
}
