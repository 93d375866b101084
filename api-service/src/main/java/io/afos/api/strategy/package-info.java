/** Search strategies: pure functions from a search's history to its next proposals. */
@NullMarked
package io.afos.api.strategy;

import org.jspecify.annotations.NullMarked;
