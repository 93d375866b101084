/** HTTP API of the catalog. */
@NullMarked
package io.afos.api.catalog.web;

import org.jspecify.annotations.NullMarked;
