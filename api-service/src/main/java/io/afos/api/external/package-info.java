/** Evaluations that programs of the users' own train: they ask for work over HTTP and report what comes of it. */
@NullMarked
package io.afos.api.external;

import org.jspecify.annotations.NullMarked;
