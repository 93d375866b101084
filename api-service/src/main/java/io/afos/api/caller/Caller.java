package io.afos.api.caller;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who the current thread works for. */
public final class Caller {

    /** Stands for whoever sits at the machine of a standalone service. */
    public static final String LOCAL = "local";

    /** Stands for the service itself. */
    public static final String SERVICE = "service";

    private Caller() {}

    /** The name of the API key, or {@value #LOCAL}, or {@value #SERVICE} outside a request. */
    public static String name() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller == null) {
            return SERVICE;
        }
        return caller instanceof AnonymousAuthenticationToken ? LOCAL : caller.getName();
    }
}
