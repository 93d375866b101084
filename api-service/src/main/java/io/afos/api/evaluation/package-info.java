/** Evaluations: one training each, shared by the jobs that need it, from outbox to outcome. */
@NullMarked
package io.afos.api.evaluation;

import org.jspecify.annotations.NullMarked;
