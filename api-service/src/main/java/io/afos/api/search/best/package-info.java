/** References in requests to the best functions of searches and leaderboards. */
@NullMarked
package io.afos.api.search.best;

import org.jspecify.annotations.NullMarked;
