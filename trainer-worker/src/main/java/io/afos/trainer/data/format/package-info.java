/** What formats files have: what images and labels they hold. */
@NullMarked
package io.afos.trainer.data.format;

import org.jspecify.annotations.NullMarked;
