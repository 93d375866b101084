package io.afos.api.security;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** Refuses a start that nobody could use, before anything else is done: one with neither keys nor standalone. */
public final class RequiredApiKeys implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        if (environment.acceptsProfiles(Profiles.of("standalone"))) {
            return;
        }
        SecurityProperties properties = Binder.get(environment).bindOrCreate("afos.security", SecurityProperties.class);
        if (properties.apiKeys().isEmpty()) {
            throw new NoApiKeysException();
        }
    }

    static final class NoApiKeysException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private NoApiKeysException() {
            super("No API key is configured, so nobody could use the service.");
        }
    }
}
