/** Activation functions as source code for other frameworks. */
@NullMarked
package io.afos.model.export;

import org.jspecify.annotations.NullMarked;
