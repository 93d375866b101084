/** File formats: the images and labels in the files. */
@NullMarked
package io.afos.trainer.data.format;

import org.jspecify.annotations.NullMarked;
