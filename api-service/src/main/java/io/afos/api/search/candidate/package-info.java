/** The candidates of searches in the database. */
@NullMarked
package io.afos.api.search.candidate;

import org.jspecify.annotations.NullMarked;
