/** Makes a plan of a graph for images of one shape: all that depends on the shape alone is computed, and the batch stays free. */
@NullMarked
package io.afos.model.onnx.lowering;

import org.jspecify.annotations.NullMarked;
