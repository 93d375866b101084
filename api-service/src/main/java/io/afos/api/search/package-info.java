/** Searches: a strategy's proposals, their evaluations, and the steps that connect them. */
@NullMarked
package io.afos.api.search;

import org.jspecify.annotations.NullMarked;
