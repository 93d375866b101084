package io.afos.api.evaluation;

import java.util.List;

/** Results came in from an archive. Published within the transaction that added them. */
public record EvaluationsImported(String recipeHash, List<String> fingerprints) {}
