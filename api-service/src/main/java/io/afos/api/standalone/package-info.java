/** The whole system on one machine: an embedded database and broker, and trainer workers as child processes. */
@NullMarked
package io.afos.api.standalone;

import org.jspecify.annotations.NullMarked;
