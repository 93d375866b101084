/** Limits how much is written to the log. */
@NullMarked
package io.afos.api.logging;

import org.jspecify.annotations.NullMarked;
