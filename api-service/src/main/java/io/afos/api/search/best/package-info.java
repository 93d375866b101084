/** The best functions of searches and leaderboards, as requests refer to them. */
@NullMarked
package io.afos.api.search.best;

import org.jspecify.annotations.NullMarked;
