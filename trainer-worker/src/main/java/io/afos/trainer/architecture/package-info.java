/** The networks that activation functions are tried in. */
@NullMarked
package io.afos.trainer.architecture;

import org.jspecify.annotations.NullMarked;
