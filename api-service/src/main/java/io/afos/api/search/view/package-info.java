/** Searches and their candidates as users look at them. */
@NullMarked
package io.afos.api.search.view;

import org.jspecify.annotations.NullMarked;
