package io.afos.api.security;

import java.util.Arrays;
import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What the holder of an API key may do; each role includes those before it. */
public enum Role {
    /** Look at everything under {@code /api}. */
    READ,
    /** Train: take evaluations of external networks and report on those that were taken with this key. */
    WORK,
    /** Submit, pause, resume and cancel. */
    SUBMIT,
    /** Import searches, whose results are taken for true. */
    IMPORT,
    /** See metrics and the inner state of the service. */
    ADMIN;

    List<GrantedAuthority> authorities() {
        return Arrays.stream(values())
                .filter(role -> role.compareTo(this) <= 0)
                .map(role -> (GrantedAuthority) new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
    }
}
