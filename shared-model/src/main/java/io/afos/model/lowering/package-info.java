/** Translation of an activation function into a list of elementary operations on elements or whole tensors. */
@NullMarked
package io.afos.model.lowering;

import org.jspecify.annotations.NullMarked;
