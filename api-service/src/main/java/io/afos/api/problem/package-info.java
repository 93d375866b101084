/** Reasons why a request cannot be fulfilled, worded so that callers know what to do. Independent of HTTP. */
@NullMarked
package io.afos.api.problem;

import org.jspecify.annotations.NullMarked;
