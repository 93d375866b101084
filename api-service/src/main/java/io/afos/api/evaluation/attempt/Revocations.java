package io.afos.api.evaluation.attempt;

import io.afos.api.evaluation.EvaluationEvent;
import io.afos.api.messaging.ControlPublisher;
import io.afos.model.message.WorkerControl;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;

/** Tells the workers which attempts to stop. A message that is lost is made up for at the attempt's next heartbeat. */
@Component
class Revocations {

    private final ControlPublisher publisher;

    Revocations(ControlPublisher publisher) {
        this.publisher = publisher;
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void on(EvaluationEvent.Revoked revoked) {
        publisher.publish(new WorkerControl.Revoke(revoked.evaluationId(), revoked.attempt()));
    }
}
