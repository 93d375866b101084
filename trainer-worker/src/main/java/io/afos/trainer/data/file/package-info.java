/** File access: the data directory, downloads, checksums, directories and archives. */
@NullMarked
package io.afos.trainer.data.file;

import org.jspecify.annotations.NullMarked;
