/** The space of candidate functions: genes, shapes, chromosomes, and the operators that derive new chromosomes. */
@NullMarked
package io.afos.model.space;

import org.jspecify.annotations.NullMarked;
