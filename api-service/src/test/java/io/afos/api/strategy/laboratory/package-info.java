/**
 * The laboratory of strategies: searches in virtual time on tables of trainings that were done before, and what they need to
 * find good functions. The measurements write the pages of {@code docs/strategies} and run by their names only.
 */
package io.afos.api.strategy.laboratory;
