/** Reproducible random numbers. */
@NullMarked
package io.afos.trainer.random;

import org.jspecify.annotations.NullMarked;
