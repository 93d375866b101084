/** Lowering of activation functions to tensor operations that stay exact and finite in float32. */
@NullMarked
package io.afos.trainer.activation;

import org.jspecify.annotations.NullMarked;
