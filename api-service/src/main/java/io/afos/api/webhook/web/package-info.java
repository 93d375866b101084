/** HTTP API of webhooks. */
@NullMarked
package io.afos.api.webhook.web;

import org.jspecify.annotations.NullMarked;
