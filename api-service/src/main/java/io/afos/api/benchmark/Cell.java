package io.afos.api.benchmark;

/** One training of a benchmark. */
public record Cell(Competitor competitor, Setting setting, long seed) {}
