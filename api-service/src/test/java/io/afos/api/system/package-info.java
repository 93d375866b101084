/** The whole service with a real database and a real broker, and workers that follow a script. */
@NullMarked
package io.afos.api.system;

import org.jspecify.annotations.NullMarked;
