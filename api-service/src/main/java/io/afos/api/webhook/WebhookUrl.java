package io.afos.api.webhook;

import io.afos.api.problem.InvalidRequest;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Validates webhook URLs. Addresses are checked again for each connection, after name resolution; this check rejects
 * early what can be recognised without it.
 */
@Component
public class WebhookUrl {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final WebhookProperties properties;

    WebhookUrl(WebhookProperties properties) {
        this.properties = properties;
    }

    /** @throws InvalidRequest if messages must not be sent to this URL */
    public URI parse(String text) {
        URI url = uri(text);
        if (url.getScheme() == null || !SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))) {
            throw invalid("must begin with https:// or http://");
        }
        if (url.getHost() == null || url.getPort() > 65_535 || url.getPort() == 0) {
            throw invalid("must have a host, and a valid port if it has one");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw invalid("must not contain user information or a fragment");
        }
        if (!properties.allowPrivateNetworks() && isSpecial(url.getHost())) {
            throw invalid("is not a public internet address; set afos.webhooks.allow-private-networks to allow others");
        }
        return url;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw invalid("is not a valid URL: " + e.getReason());
        }
    }

    /** Recognises only {@code localhost} and literal addresses; names are not resolved here. */
    private static boolean isSpecial(String host) {
        boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
        try {
            return host.equalsIgnoreCase("localhost")
                    || literal && !ReachableAddresses.isPublic(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return true;
        }
    }

    private static InvalidRequest invalid(String reason) {
        return new InvalidRequest("url", reason);
    }
}
