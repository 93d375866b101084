/** The leaderboard: activation functions ranked under one recipe. */
@NullMarked
package io.afos.api.leaderboard;

import org.jspecify.annotations.NullMarked;
