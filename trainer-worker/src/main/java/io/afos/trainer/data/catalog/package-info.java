/** The data sets that a worker knows, each with a location of files and a format. */
@NullMarked
package io.afos.trainer.data.catalog;

import org.jspecify.annotations.NullMarked;
