/** Searches without trainings, to foresee what a search asks for. */
@NullMarked
package io.afos.api.strategy.dryrun;

import org.jspecify.annotations.NullMarked;
