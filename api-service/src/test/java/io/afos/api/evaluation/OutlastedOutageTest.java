package io.afos.api.evaluation;

import io.afos.api.system.Requests;
import io.afos.api.system.Scripts;
import io.afos.api.system.SystemTest;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.rabbit.listener.MessageListenerContainer;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Outages that last longer than a lease cost no training whose worker goes on. */
class OutlastedOutageTest extends SystemTest {

    @Autowired
    private RabbitListenerEndpointRegistry listeners;

    private final CountDownLatch trained = new CountDownLatch(1);

    @AfterEach
    void listenAgain() {
        events().start();
    }

    @Test
    void noLeaseExpiresWhileTheBrokerIsAway() {
        long search = searchAtWork();

        installation().toBroker().cut();
        letTheLeaseRunOut();
        installation().toBroker().mend();

        assertThatTheTrainingGoesOn(search);
    }

    @Test
    void noLeaseExpiresWhileHeartbeatsAreNotHandled() {
        long search = searchAtWork();

        events().stop();
        letTheLeaseRunOut();
        events().start();

        assertThatTheTrainingGoesOn(search);
    }

    private MessageListenerContainer events() {
        return listeners.getListenerContainer("worker-events");
    }

    private long searchAtWork() {
        worker(Scripts.trainWhen(trained));
        long search = service().submit(Requests.one());
        eventually(() -> assertThat(store().rows("lease")).isEqualTo(1));
        return search;
    }

    /** And waits for several looks at it. */
    private void letTheLeaseRunOut() {
        store().change("update lease set expires_at = now() + interval '1 second'");
        eventually(
                () -> assertThat(store().number("select count(*) from lease where expires_at < now() - interval '2 s'"))
                        .isEqualTo(1));
    }

    private void assertThatTheTrainingGoesOn(long search) {
        eventually(() -> assertThat(
                        store().number("select count(*) from lease where expires_at > now() + interval '20 s'"))
                .isEqualTo(1));
        trained.countDown();
        service().awaitState(search, "COMPLETED");
        assertThat(store().text("select attempt || ' ' || failures from evaluation"))
                .isEqualTo("1 0");
    }
}
