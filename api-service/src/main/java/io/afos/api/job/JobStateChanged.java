package io.afos.api.job;

/**
 * A job was paused, resumed, cancelled, completed or failed; published when the job is saved, within the transaction that
 * changed it, with the job's row locked.
 */
public record JobStateChanged(long jobId, JobState state) {}
