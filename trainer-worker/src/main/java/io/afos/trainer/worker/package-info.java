/** The worker's conversation with the API: takes tasks, reports, obeys. */
@NullMarked
package io.afos.trainer.worker;

import org.jspecify.annotations.NullMarked;
