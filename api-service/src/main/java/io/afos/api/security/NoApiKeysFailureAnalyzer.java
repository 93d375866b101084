package io.afos.api.security;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells how to make the first key. */
class NoApiKeysFailureAnalyzer extends AbstractFailureAnalyzer<RequiredApiKeys.NoApiKeysException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, RequiredApiKeys.NoApiKeysException cause) {
        return new FailureAnalysis(
                cause.getMessage(),
                "Run the service once with --generate-api-key=NAME:ADMIN. It prints a key, and the three environment"
                        + " variables AFOS_SECURITY_API_KEYS_0_NAME, _ROLE and _SHA256 to start it with.",
                cause);
    }
}
