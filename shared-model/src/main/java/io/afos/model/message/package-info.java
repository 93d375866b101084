/** The JSON messages between API and workers, their version and their codec. */
@NullMarked
package io.afos.model.message;

import org.jspecify.annotations.NullMarked;
