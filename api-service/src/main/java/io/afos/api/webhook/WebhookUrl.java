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
 * Which addresses a webhook may have. What a name stands for is checked with each connection; what can be seen at once is
 * refused at once.
 */
@Component
public class WebhookUrl {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    private final WebhookProperties properties;

    WebhookUrl(WebhookProperties properties) {
        this.properties = properties;
    }

    /** @throws InvalidRequest if it is no address that messages may go to */
    public URI parse(String text) {
        URI url = uri(text);
        if (url.getScheme() == null || !SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))) {
            throw invalid("must begin with https:// or http://");
        }
        if (url.getHost() == null || url.getPort() > 65_535 || url.getPort() == 0) {
            throw invalid("must have a host, and a port that exists if it has one");
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw invalid("must have neither a user nor a fragment");
        }
        if (!properties.allowPrivateNetworks() && isSpecial(url.getHost())) {
            throw invalid("is no address of the public internet; afos.webhooks.allow-private-networks allows others");
        }
        return url;
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw invalid("is no URL: " + e.getReason());
        }
    }

    /** Names are not looked up here: only {@code localhost} is known without, and addresses. */
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
