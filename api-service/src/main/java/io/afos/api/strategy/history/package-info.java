/** What a search has proposed and learnt so far, and a strategy's decision about what follows. */
@NullMarked
package io.afos.api.strategy.history;

import org.jspecify.annotations.NullMarked;
