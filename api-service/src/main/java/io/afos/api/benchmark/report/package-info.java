/** What a benchmark shows: its numbers, computed once, and the forms in which they are read. */
@NullMarked
package io.afos.api.benchmark.report;

import org.jspecify.annotations.NullMarked;
