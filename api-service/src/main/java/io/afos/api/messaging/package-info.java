/** Queues, publishing with confirms and receiving of the messages between API and workers. */
@NullMarked
package io.afos.api.messaging;

import org.jspecify.annotations.NullMarked;
