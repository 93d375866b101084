/** Finds in a graph what exporters write as several nodes: activation functions and layer normalisation. */
@NullMarked
package io.afos.model.onnx.recognition;

import org.jspecify.annotations.NullMarked;
