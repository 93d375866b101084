/** Evaluations and learning curves as users look at them. */
@NullMarked
package io.afos.api.evaluation.view;

import org.jspecify.annotations.NullMarked;
