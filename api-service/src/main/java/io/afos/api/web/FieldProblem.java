package io.afos.api.web;

/** What is wrong with one field of a request. */
record FieldProblem(String field, String message) {}
