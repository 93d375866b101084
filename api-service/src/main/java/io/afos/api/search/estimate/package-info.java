/** Estimates of what a search would cost, before it is submitted. */
@NullMarked
package io.afos.api.search.estimate;

import org.jspecify.annotations.NullMarked;
