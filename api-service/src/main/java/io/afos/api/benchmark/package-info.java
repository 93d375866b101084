/** Benchmarks: selected activation functions trained over architectures, data sets and seeds, and compared. */
@NullMarked
package io.afos.api.benchmark;

import org.jspecify.annotations.NullMarked;
