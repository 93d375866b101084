/** Searches without trainings, which predict the trainings of a search. */
@NullMarked
package io.afos.api.strategy.dryrun;

import org.jspecify.annotations.NullMarked;
