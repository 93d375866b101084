package io.afos.trainer.worker;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.GetResponse;
import io.afos.model.message.EvaluationTask;
import io.afos.model.message.MessageCodec;
import io.afos.model.message.Outcome;
import io.afos.model.message.QueueNames;
import io.afos.model.message.WorkerControl.Revoke;
import io.afos.model.message.WorkerEvent.Finished;
import io.afos.model.message.WorkerEvent.Started;
import io.afos.trainer.training.TestRecipes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.QueueInformation;
import org.springframework.amqp.rabbit.connection.CorrelationData;
import org.springframework.amqp.rabbit.core.ChannelCallback;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

class TaskPullerTest {

    private static final long TAG = 17;
    private static final EvaluationTask TASK = new EvaluationTask(5, 2, "max(x,0)", TestRecipes.quick(), 1, "token");

    private final BrokerProperties names = new BrokerProperties(new QueueNames("p"), Duration.ofMillis(200));
    private final Channel channel = mock(Channel.class);
    private final RabbitTemplate rabbit = mock(RabbitTemplate.class);
    private final AmqpAdmin admin = mock(AmqpAdmin.class);
    private final RevokedAttempts revoked = new RevokedAttempts();
    private final List<String> datasets = new ArrayList<>(List.of("mini"));
    private final TaskPuller queue =
            new TaskPuller(rabbit, admin, new Publisher(rabbit, names), revoked, names.names(), "w", () -> datasets);

    @BeforeEach
    void executeOnTheChannel() {
        when(rabbit.execute(any())).thenAnswer(call -> {
            ChannelCallback<?> callback = call.getArgument(0);
            return callback.doInRabbit(channel);
        });
        when(admin.getQueueInfo(anyString())).thenAnswer(call -> new QueueInformation(call.getArgument(0), 0, 0));
        brokerConfirms(true);
    }

    private void brokerConfirms(boolean ack) {
        doAnswer(call -> {
                    CorrelationData correlation = call.getArgument(3);
                    correlation.getFuture().complete(new CorrelationData.Confirm(ack, "reason"));
                    return null;
                })
                .when(rabbit)
                .send(anyString(), anyString(), any(Message.class), any(CorrelationData.class));
    }

    private void queueHolds(byte[] body) throws IOException {
        queueHolds("p.tasks.mini", body);
    }

    private void queueHolds(String queue, byte[] body) throws IOException {
        when(channel.basicGet(queue, false))
                .thenReturn(new GetResponse(new Envelope(TAG, false, "", queue), null, body, 0));
    }

    @Test
    void acknowledgesATaskOnlyAfterTheBrokerKnowsThatItIsStarted() throws IOException {
        queueHolds(MessageCodec.encode(TASK));

        assertThat(queue.pull()).isEqualTo(new Pull.Taken(TASK));

        InOrder order = inOrder(rabbit, channel);
        order.verify(rabbit).send(eq("p.reports"), eq("event"), argThat(this::saysStarted), any(CorrelationData.class));
        order.verify(channel).basicAck(TAG, false);
    }

    private boolean saysStarted(Message message) {
        return new MessageCodec.Readable<>(new Started("w", 5, 2, "token"))
                .equals(MessageCodec.decode(message.getBody(), io.afos.model.message.WorkerEvent.class));
    }

    private boolean saysReleased(Message message) {
        return MessageCodec.decode(message.getBody(), io.afos.model.message.WorkerEvent.class)
                        instanceof MessageCodec.Readable<io.afos.model.message.WorkerEvent> readable
                && readable.body() instanceof Finished finished
                && finished.evaluationId() == 5
                && finished.attempt() == 2
                && finished.outcome() instanceof Outcome.Released;
    }

    @Test
    void givesATaskBackIfTheBrokerRefusesToKnow() throws IOException {
        queueHolds(MessageCodec.encode(TASK));
        brokerConfirms(false);

        assertThatThrownBy(queue::pull).isInstanceOf(AmqpException.class).hasMessageContaining("rejected");

        verify(channel).basicNack(TAG, false, true);
        verify(channel, never()).basicAck(anyLong(), anyBoolean());
    }

    @Test
    void givesATaskBackIfTheBrokerDoesNotAnswer() throws IOException {
        queueHolds(MessageCodec.encode(TASK));
        doAnswer(call -> null)
                .when(rabbit)
                .send(anyString(), anyString(), any(Message.class), any(CorrelationData.class));

        assertThatThrownBy(queue::pull).isInstanceOf(AmqpException.class).hasMessageContaining("did not confirm");

        verify(channel).basicNack(TAG, false, true);
        verify(channel, never()).basicAck(anyLong(), anyBoolean());
    }

    @Test
    void saysThatItDoesNotTrainARevokedTask() throws IOException {
        queueHolds(MessageCodec.encode(TASK));
        revoked.add(new Revoke(5, 3));
        revoked.add(new Revoke(5, 1));

        assertThat(queue.pull()).isEqualTo(new Pull.Dropped());

        verify(rabbit).send(eq("p.reports"), eq("event"), argThat(this::saysReleased), any(CorrelationData.class));
        verify(channel).basicAck(TAG, false);
    }

    @Test
    void takesANewerAttemptThanTheRevokedOne() throws IOException {
        queueHolds(MessageCodec.encode(TASK));
        revoked.add(new Revoke(5, 1));

        assertThat(queue.pull()).isEqualTo(new Pull.Taken(TASK));
    }

    @Test
    void givesATaskOfANewerVersionBack() throws IOException {
        queueHolds("{\"version\": 99, \"body\": {}}".getBytes(StandardCharsets.UTF_8));

        assertThat(queue.pull()).isEqualTo(new Pull.NotForUs());

        verify(channel).basicReject(TAG, true);
    }

    @Test
    void putsAsideWhatIsNoTask() throws IOException {
        byte[] body = "[]".getBytes(StandardCharsets.UTF_8);
        queueHolds(body);

        assertThat(queue.pull()).isEqualTo(new Pull.Dropped());

        InOrder order = inOrder(rabbit, channel);
        order.verify(rabbit)
                .send(
                        eq("p.reports"),
                        eq("dead"),
                        argThat(message -> message.getBody() == body),
                        any(CorrelationData.class));
        order.verify(channel).basicAck(TAG, false);
    }

    @Test
    void givesBackWhatIsNoTaskIfItCannotBePutAside() throws IOException {
        queueHolds("[]".getBytes(StandardCharsets.UTF_8));
        brokerConfirms(false);

        assertThatThrownBy(queue::pull).isInstanceOf(AmqpException.class);

        verify(channel).basicNack(TAG, false, true);
        verify(channel, never()).basicAck(anyLong(), anyBoolean());
    }

    @Test
    void asksForItsDataSetsInTurn() throws IOException {
        datasets.addAll(List.of("second", "third"));
        var first = new EvaluationTask(1, 1, "x", TestRecipes.quick(), 1);
        var second = new EvaluationTask(2, 1, "x", TestRecipes.quick(), 1);
        queueHolds(MessageCodec.encode(first));
        queueHolds("p.tasks.second", MessageCodec.encode(second));

        assertThat(List.of(queue.pull(), queue.pull(), queue.pull()))
                .containsExactly(new Pull.Taken(first), new Pull.Taken(second), new Pull.Taken(first));

        verify(channel, never()).basicGet("p.tasks.fourth", false);
    }

    @Test
    void asksForTrainingsOfUploadedNetworksInTurnToo() throws IOException {
        var catalog = new EvaluationTask(1, 1, "x", TestRecipes.quick(), 1);
        var uploaded = new EvaluationTask(2, 1, "x", TestRecipes.quick(), 1);
        queueHolds(MessageCodec.encode(catalog));
        queueHolds("p.tasks.mini.networks", MessageCodec.encode(uploaded));

        assertThat(List.of(queue.pull(), queue.pull(), queue.pull()))
                .containsExactly(new Pull.Taken(catalog), new Pull.Taken(uploaded), new Pull.Taken(catalog));
    }

    @Test
    void asksForADataSetThatHasArrivedSince() throws IOException {
        queueHolds("p.tasks.second", MessageCodec.encode(TASK));
        assertThat(queue.pull()).isEqualTo(new Pull.Nothing());

        datasets.add("second");

        assertThat(queue.pull()).isEqualTo(new Pull.Taken(TASK));
    }

    @Test
    void takesFromAnotherQueueWhatIsNotOnlyForNewerWorkers() throws IOException {
        datasets.add("second");
        queueHolds("{\"version\": 99, \"body\": {}}".getBytes(StandardCharsets.UTF_8));
        queueHolds("p.tasks.second", MessageCodec.encode(TASK));

        assertThat(queue.pull()).isEqualTo(new Pull.Taken(TASK));
    }

    @Test
    void looksForItsQueuesOnceAndAgainAfterAFailure() throws IOException {
        queue.pull();
        queue.pull();
        verify(admin, times(1)).getQueueInfo("p.tasks.mini");

        when(channel.basicGet("p.tasks.mini", false)).thenThrow(new AmqpException("gone"));
        assertThatThrownBy(queue::pull).isInstanceOf(AmqpException.class);
        assertThatThrownBy(queue::pull).isInstanceOf(AmqpException.class);

        verify(admin, times(2)).getQueueInfo("p.tasks.mini");
    }

    @Test
    void takesNothingFromAQueueThatIsNotThereYetAndDeclaresNone() throws IOException {
        when(admin.getQueueInfo(anyString())).thenReturn(null);

        assertThat(queue.pull()).isEqualTo(new Pull.Nothing());
        assertThat(queue.pull()).isEqualTo(new Pull.Nothing());

        verify(admin, times(1)).getQueueInfo("p.tasks.mini");
        verifyNoInteractions(channel);
    }

    @Test
    void findsNothingInAnEmptyQueue() {
        assertThat(queue.pull()).isEqualTo(new Pull.Nothing());
    }
}
