/** Data sets: where their files come from, how they are checked and read, and how they are split. */
@NullMarked
package io.afos.trainer.data;

import org.jspecify.annotations.NullMarked;
