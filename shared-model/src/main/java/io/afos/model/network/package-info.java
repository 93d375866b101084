/** Networks as a list of steps that a worker can build. */
@NullMarked
package io.afos.model.network;

import org.jspecify.annotations.NullMarked;
