/** Data prepared for training: decoded images of one size in memory-mapped files, and splits of them. */
@NullMarked
package io.afos.trainer.data.prepared;

import org.jspecify.annotations.NullMarked;
