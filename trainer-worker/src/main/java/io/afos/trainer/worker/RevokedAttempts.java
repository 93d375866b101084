package io.afos.trainer.worker;

import io.afos.model.message.EvaluationTask;
import io.afos.model.message.WorkerControl.Revoke;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers the latest revoked attempts, in case a revoked task is pulled later. */
final class RevokedAttempts {

    private static final int REMEMBERED = 100_000;

    private final Map<Long, Integer> attempts = new LinkedHashMap<>();

    synchronized void add(Revoke revoke) {
        attempts.merge(revoke.evaluationId(), revoke.attempt(), Math::max);
        if (attempts.size() > REMEMBERED) {
            attempts.remove(attempts.keySet().iterator().next());
        }
    }

    synchronized boolean cover(EvaluationTask task) {
        return attempts.getOrDefault(task.evaluationId(), Integer.MIN_VALUE) >= task.attempt();
    }
}
