/** Live events: changes of jobs, candidates and evaluations, recorded by the database and streamed to clients. */
@NullMarked
package io.afos.api.event;

import org.jspecify.annotations.NullMarked;
