/** Properties of activation functions that are known without training, and a model of fitness that learns from them. */
@NullMarked
package io.afos.api.strategy.model;

import org.jspecify.annotations.NullMarked;
