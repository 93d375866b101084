/** The command data. */
@NullMarked
package io.afos.trainer.data.command;

import org.jspecify.annotations.NullMarked;
