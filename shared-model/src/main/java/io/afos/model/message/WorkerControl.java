package io.afos.model.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What the API tells all workers. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = WorkerControl.Revoke.class, name = "revoke")})
public sealed interface WorkerControl {

    /**
     * The evaluation is no longer wanted up to this attempt: a worker at work on it stops at the next batch, and a worker
     * that pulls its task later gives it back.
     */
    record Revoke(long evaluationId, int attempt) implements WorkerControl {}
}
