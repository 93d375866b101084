/** Pending evaluations on their way to the task queue. */
@NullMarked
package io.afos.api.evaluation.dispatch;

import org.jspecify.annotations.NullMarked;
