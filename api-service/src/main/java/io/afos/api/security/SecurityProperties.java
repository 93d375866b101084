package io.afos.api.security;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys that open the API.
 *
 * @param refusalDelay how long a request with an unknown key waits for its answer
 */
@ConfigurationProperties("afos.security")
record SecurityProperties(
        @DefaultValue List<ApiKey> apiKeys,
        @DefaultValue("1s") Duration refusalDelay) {

    SecurityProperties {
        apiKeys = List.copyOf(apiKeys);
        if (apiKeys.stream().map(ApiKey::name).collect(Collectors.toSet()).size() < apiKeys.size()) {
            throw new IllegalArgumentException("two API keys in afos.security.api-keys have the same name");
        }
    }
}
