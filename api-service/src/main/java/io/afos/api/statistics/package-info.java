/**
 * Statistics over repeated trainings and over many cases: pure functions on numbers. Names and formulas follow Demsar:
 * Statistical comparisons of classifiers over multiple data sets. Journal of Machine Learning Research 7, 2006.
 */
@NullMarked
package io.afos.api.statistics;

import org.jspecify.annotations.NullMarked;
