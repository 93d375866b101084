/** Arithmetic on the constants of a graph, of which shapes are the most frequent. */
@NullMarked
package io.afos.model.onnx.folding;

import org.jspecify.annotations.NullMarked;
