/** Jobs: what users submit, pause, resume and cancel, whatever its kind. */
@NullMarked
package io.afos.api.job;

import org.jspecify.annotations.NullMarked;
