/** Live events: what the database tells of jobs, candidates and evaluations, streamed to those who watch. */
@NullMarked
package io.afos.api.event;

import org.jspecify.annotations.NullMarked;
