/** Activation functions as trees: value, derivative, text forms and limits. */
@NullMarked
package io.afos.model.expression;

import org.jspecify.annotations.NullMarked;
