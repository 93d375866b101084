package io.afos.api.standalone;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows the reason instead of a stack trace. */
class StandaloneStartFailureAnalyzer extends AbstractFailureAnalyzer<StandaloneStartException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, StandaloneStartException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
