/** The space of candidate functions: genes, shapes, chromosomes, and the operators that make new chromosomes of old. */
@NullMarked
package io.afos.model.space;

import org.jspecify.annotations.NullMarked;
