/** One reproducible training of one network; independent of queues. */
@NullMarked
package io.afos.trainer.training;

import org.jspecify.annotations.NullMarked;
