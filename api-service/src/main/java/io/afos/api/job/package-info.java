/** Jobs of any kind: what users submit, pause, resume and cancel. */
@NullMarked
package io.afos.api.job;

import org.jspecify.annotations.NullMarked;
