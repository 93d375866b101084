/** Who may do what: API keys with roles, or, when standalone, whoever sits at this machine. */
@NullMarked
package io.afos.api.security;

import org.jspecify.annotations.NullMarked;
