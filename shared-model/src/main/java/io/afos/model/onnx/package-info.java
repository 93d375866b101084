/** Networks that users hand in as ONNX files. */
@NullMarked
package io.afos.model.onnx;

import org.jspecify.annotations.NullMarked;
