package io.afos.api.webhook;

import java.net.URI;
import java.util.Locale;
import java.util.UUID;

/**
 * A message to deliver.
 *
 * @param attempt counted from 1
 * @param body JSON, the same in every attempt
 */
record Message(long deliveryId, int attempt, URI url, Secret secret, UUID messageId, String body) {

    /** The message id sent to the receiver, the same in every attempt. */
    String id() {
        return id(messageId);
    }

    /** The server: host and port of the URL. */
    String receiver() {
        return url.getRawAuthority().toLowerCase(Locale.ROOT);
    }

    static String id(UUID messageId) {
        return "msg_" + messageId;
    }
}
