package io.afos.api.security;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A caller, by the key presented and, once that was found, its name and role. Holds no key afterwards. */
final class ApiKeyAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final String name;
    private final @Nullable String presented;

    private ApiKeyAuthentication(String presented) {
        super(AuthorityUtils.NO_AUTHORITIES);
        this.name = "unknown";
        this.presented = presented;
    }

    private ApiKeyAuthentication(ApiKey key) {
        super(key.role().authorities());
        this.name = key.name();
        this.presented = null;
        setAuthenticated(true);
    }

    static ApiKeyAuthentication presented(String key) {
        return new ApiKeyAuthentication(key);
    }

    static ApiKeyAuthentication of(ApiKey key) {
        return new ApiKeyAuthentication(key);
    }

    @Override
    public @Nullable String getCredentials() {
        return presented;
    }

    @Override
    public String getPrincipal() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof ApiKeyAuthentication that
                && Objects.equals(presented, that.presented);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
