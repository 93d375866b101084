/** HTTP API of workers. */
@NullMarked
package io.afos.api.worker.web;

import org.jspecify.annotations.NullMarked;
