/** What requests of several features have in common: recipes, and functions by name or formula. */
@NullMarked
package io.afos.api.request;

import org.jspecify.annotations.NullMarked;
