/** Measurements of the training loop on a machine, for developers. */
@NullMarked
package io.afos.trainer.benchmark;

import org.jspecify.annotations.NullMarked;
