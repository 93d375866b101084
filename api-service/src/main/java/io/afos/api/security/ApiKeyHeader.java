package io.afos.api.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Takes the key from the header {@code X-API-Key} or {@code Authorization: Bearer}. */
final class ApiKeyHeader implements AuthenticationConverter {

    static final String NAME = "X-API-Key";

    private static final String BEARER = "Bearer ";

    @Override
    public @Nullable Authentication convert(HttpServletRequest request) {
        String key = request.getHeader(NAME);
        if (key == null) {
            key = bearer(request.getHeader(HttpHeaders.AUTHORIZATION));
        }
        return key == null ? null : ApiKeyAuthentication.presented(key.strip());
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        boolean bearer = authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return bearer ? authorization.substring(BEARER.length()) : null;
    }
}
