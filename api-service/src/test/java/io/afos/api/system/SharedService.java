package io.afos.api.system;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Ends the service that all tests of a process share after the last of them, in order: the shutdown hooks of service, database and broker
 * would run all at once. Skips tests that need servers of this machine which are not there.
 */
final class SharedService implements ExecutionCondition, BeforeAllCallback {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String missing = Backends.areExternal() ? ExternalBackends.missing() : null;
        if (missing == null) {
            return ConditionEvaluationResult.enabled("backends are there");
        }
        String message = "skipped, as %s; the profile 'external' needs both".formatted(missing);
        System.out.println(context.getDisplayName() + " " + message);
        return ConditionEvaluationResult.disabled(message);
    }

    /**
     * Waits watch their own condition only. What they would otherwise catch from any thread is Spring AMQP's: it waits for
     * the confirms of a returned channel in a thread that throws when the connection breaks, as it does here on purpose.
     */
    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.GLOBAL)
                .computeIfAbsent(
                        End.class,
                        key -> new End((ConfigurableApplicationContext) SpringExtension.getApplicationContext(context)),
                        End.class);
    }

    private record End(ConfigurableApplicationContext service) implements AutoCloseable {
        @Override
        public void close() {
            service.close();
        }
    }
}
