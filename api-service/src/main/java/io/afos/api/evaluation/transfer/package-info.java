/** Evaluations that come from archives. */
@NullMarked
package io.afos.api.evaluation.transfer;

import org.jspecify.annotations.NullMarked;
