/** The HTTP face of external trainings. */
@NullMarked
package io.afos.api.external.web;

import org.jspecify.annotations.NullMarked;
