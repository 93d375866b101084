/** How candidates come about: drawn, crossed, mutated, and told from those that are known. */
@NullMarked
package io.afos.api.strategy.breeding;

import org.jspecify.annotations.NullMarked;
