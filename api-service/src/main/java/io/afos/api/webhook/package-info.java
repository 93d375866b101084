/** Webhooks: who is told by signed HTTP requests how a job goes, each message until it arrives or a day is over. */
@NullMarked
package io.afos.api.webhook;

import org.jspecify.annotations.NullMarked;
