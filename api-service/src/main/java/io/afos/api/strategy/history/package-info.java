/** What a search has proposed and learnt so far, and what may follow: the question to a strategy and its answer. */
@NullMarked
package io.afos.api.strategy.history;

import org.jspecify.annotations.NullMarked;
