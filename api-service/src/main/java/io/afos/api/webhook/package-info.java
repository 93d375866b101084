/** Webhooks: signed HTTP messages about job state changes, retried for a day until they are delivered. */
@NullMarked
package io.afos.api.webhook;

import org.jspecify.annotations.NullMarked;
