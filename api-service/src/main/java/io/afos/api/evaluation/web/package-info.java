/** The HTTP face of evaluations. */
@NullMarked
package io.afos.api.evaluation.web;

import org.jspecify.annotations.NullMarked;
