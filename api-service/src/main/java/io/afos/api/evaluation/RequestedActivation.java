package io.afos.api.evaluation;

/** An activation function that a job wants trained: its identity, and a formula of it. */
public record RequestedActivation(String fingerprint, String formula) {}
