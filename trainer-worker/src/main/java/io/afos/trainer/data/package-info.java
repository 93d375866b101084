/** Data sets: what the rooms below share. Files are found, their format is read, images are prepared from them. */
@NullMarked
package io.afos.trainer.data;

import org.jspecify.annotations.NullMarked;
