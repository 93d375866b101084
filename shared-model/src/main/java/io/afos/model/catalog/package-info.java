/** The architectures and data sets by the names that requests and workers know them by. */
@NullMarked
package io.afos.model.catalog;

import org.jspecify.annotations.NullMarked;
