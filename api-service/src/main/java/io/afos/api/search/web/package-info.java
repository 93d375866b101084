/** HTTP API of searches. */
@NullMarked
package io.afos.api.search.web;

import org.jspecify.annotations.NullMarked;
