/** ONNX files as untrusted input: read within bounds and without their weights, checked, and written in a canonical form. */
@NullMarked
package io.afos.model.onnx.file;

import org.jspecify.annotations.NullMarked;
