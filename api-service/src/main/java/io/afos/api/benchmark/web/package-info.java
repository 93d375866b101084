/** HTTP API of benchmarks. */
@NullMarked
package io.afos.api.benchmark.web;

import org.jspecify.annotations.NullMarked;
