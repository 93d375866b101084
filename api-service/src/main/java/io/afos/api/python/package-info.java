/** The Python package that goes with this service. */
@NullMarked
package io.afos.api.python;

import org.jspecify.annotations.NullMarked;
