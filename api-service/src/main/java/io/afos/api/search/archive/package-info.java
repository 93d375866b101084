/** Whole searches as files: written to be kept or analysed elsewhere, and read again. */
@NullMarked
package io.afos.api.search.archive;

import org.jspecify.annotations.NullMarked;
