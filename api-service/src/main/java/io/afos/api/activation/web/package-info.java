/** The HTTP face of activation functions. */
@NullMarked
package io.afos.api.activation.web;

import org.jspecify.annotations.NullMarked;
