/** Data sets: what the packages below share. They find files, read their formats, and prepare images from them. */
@NullMarked
package io.afos.trainer.data;

import org.jspecify.annotations.NullMarked;
