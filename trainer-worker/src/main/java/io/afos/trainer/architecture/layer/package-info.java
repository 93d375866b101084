/** The layers that networks are made of, and how their weights begin. */
@NullMarked
package io.afos.trainer.architecture.layer;

import org.jspecify.annotations.NullMarked;
