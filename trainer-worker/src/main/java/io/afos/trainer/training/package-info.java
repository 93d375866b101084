/** One reproducible training of one network; knows nothing of queues. */
@NullMarked
package io.afos.trainer.training;

import org.jspecify.annotations.NullMarked;
