/** What is known of an activation function without training, and a model of fitness that learns from it. */
@NullMarked
package io.afos.api.strategy.model;

import org.jspecify.annotations.NullMarked;
