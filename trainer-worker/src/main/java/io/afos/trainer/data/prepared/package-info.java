/** What is prepared from data sets: decoded images of one size, in files that are mapped into memory, and splits of them. */
@NullMarked
package io.afos.trainer.data.prepared;

import org.jspecify.annotations.NullMarked;
