/** Why a request cannot be met, in words that tell the caller what to do. Knows nothing of HTTP. */
@NullMarked
package io.afos.api.problem;

import org.jspecify.annotations.NullMarked;
