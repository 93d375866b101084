/** The HTTP face of leaderboards. */
@NullMarked
package io.afos.api.leaderboard.web;

import org.jspecify.annotations.NullMarked;
