/** Recipes: everything that decides how a network is trained and measured, with a stable hash. */
@NullMarked
package io.afos.model.recipe;

import org.jspecify.annotations.NullMarked;
