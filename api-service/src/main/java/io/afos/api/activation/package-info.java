/** Activation functions as users look at them: forms, curve, evaluations. */
@NullMarked
package io.afos.api.activation;

import org.jspecify.annotations.NullMarked;
