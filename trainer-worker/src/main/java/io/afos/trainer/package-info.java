/** The trainer worker: a process that trains one network at a time and reports its measurements. */
@NullMarked
package io.afos.trainer;

import org.jspecify.annotations.NullMarked;
