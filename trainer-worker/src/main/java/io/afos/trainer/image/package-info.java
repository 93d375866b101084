/** Single pictures: decoding, size, random changes. */
@NullMarked
package io.afos.trainer.image;

import org.jspecify.annotations.NullMarked;
