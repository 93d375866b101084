/** The networks in which activation functions are tested. */
@NullMarked
package io.afos.trainer.architecture;

import org.jspecify.annotations.NullMarked;
