/** Benchmark reports: the numbers, computed once, and the formats in which they are read. */
@NullMarked
package io.afos.api.benchmark.report;

import org.jspecify.annotations.NullMarked;
