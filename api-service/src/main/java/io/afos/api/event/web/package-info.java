/** HTTP API of live events. */
@NullMarked
package io.afos.api.event.web;

import org.jspecify.annotations.NullMarked;
