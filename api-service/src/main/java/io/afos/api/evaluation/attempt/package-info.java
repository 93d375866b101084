/** What workers tell of attempts, and what becomes of attempts that are lost. */
@NullMarked
package io.afos.api.evaluation.attempt;

import org.jspecify.annotations.NullMarked;
