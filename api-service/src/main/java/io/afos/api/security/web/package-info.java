/** The HTTP face of API keys. */
@NullMarked
package io.afos.api.security.web;

import org.jspecify.annotations.NullMarked;
