/** Searches: a strategy's proposals, their evaluations, and the advance from one to the next. */
@NullMarked
package io.afos.api.search;

import org.jspecify.annotations.NullMarked;
