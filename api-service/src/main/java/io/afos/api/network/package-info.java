/** Networks that users upload as ONNX files: read, named, and planned for the images of a recipe. */
@NullMarked
package io.afos.api.network;

import org.jspecify.annotations.NullMarked;
