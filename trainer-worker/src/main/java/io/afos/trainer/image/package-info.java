/** Single pictures: decoding, resizing, augmentation. */
@NullMarked
package io.afos.trainer.image;

import org.jspecify.annotations.NullMarked;
