package io.afos.api.job;

/**
 * A job was paused, resumed, cancelled, completed or failed. Published when the job is saved, within the transaction
 * that changed it and while the job's row is locked.
 */
public record JobStateChanged(long jobId, JobState state) {}
