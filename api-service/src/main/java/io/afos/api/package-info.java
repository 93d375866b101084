/** The API service: accepts jobs over HTTP, keeps their state and hands evaluations to the workers. */
@NullMarked
package io.afos.api;

import org.jspecify.annotations.NullMarked;
