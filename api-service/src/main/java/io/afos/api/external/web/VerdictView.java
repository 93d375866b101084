package io.afos.api.external.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.afos.api.external.Verdict;

/** Whether a trainer goes on, and why it does not. */
record VerdictView(@JsonProperty("continue") boolean goesOn, Verdict verdict) {}
