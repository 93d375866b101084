/** Live workers, known by their heartbeats. */
@NullMarked
package io.afos.api.worker;

import org.jspecify.annotations.NullMarked;
