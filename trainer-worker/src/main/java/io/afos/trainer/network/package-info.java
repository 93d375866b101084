/** Networks of users as the engine computes them: a plan of steps becomes a block. */
@NullMarked
package io.afos.trainer.network;

import org.jspecify.annotations.NullMarked;
