/** Standalone only: a first search for an empty database, and the console's view of searches. */
@NullMarked
package io.afos.api.demonstration;

import org.jspecify.annotations.NullMarked;
