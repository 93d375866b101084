/** Read queries for searches and their candidates. */
@NullMarked
package io.afos.api.search.view;

import org.jspecify.annotations.NullMarked;
