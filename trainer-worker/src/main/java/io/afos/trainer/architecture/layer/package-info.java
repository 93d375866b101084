/** The layers of the networks, and the initialisation of their weights. */
@NullMarked
package io.afos.trainer.architecture.layer;

import org.jspecify.annotations.NullMarked;
