/** Activation functions as such: when two are the same, which are usable, and those with a name. */
@NullMarked
package io.afos.model.activation;

import org.jspecify.annotations.NullMarked;
