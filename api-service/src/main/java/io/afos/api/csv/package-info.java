/** Comma-separated values. */
@NullMarked
package io.afos.api.csv;

import org.jspecify.annotations.NullMarked;
