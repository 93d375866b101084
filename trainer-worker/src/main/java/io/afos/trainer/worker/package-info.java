/** The worker's communication with the API: takes tasks, reports results, obeys revocations. */
@NullMarked
package io.afos.trainer.worker;

import org.jspecify.annotations.NullMarked;
