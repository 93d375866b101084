/** Export of complete searches to files, and their import. */
@NullMarked
package io.afos.api.search.archive;

import org.jspecify.annotations.NullMarked;
