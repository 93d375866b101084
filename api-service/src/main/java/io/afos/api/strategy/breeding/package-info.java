/** Creation of candidates: random draws, crossover, mutation, and detection of functions that are already known. */
@NullMarked
package io.afos.api.strategy.breeding;

import org.jspecify.annotations.NullMarked;
