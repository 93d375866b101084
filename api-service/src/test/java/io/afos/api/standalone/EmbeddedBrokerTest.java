package io.afos.api.standalone;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedBrokerTest {

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void deliversAConfirmedMessageOfADurableQueue() throws Exception {
        try (var connection = connections(broker.password()).newConnection();
                var channel = connection.createChannel()) {
            channel.queueDeclare("tasks", true, false, false, null);
            channel.confirmSelect();
            channel.basicPublish("", "tasks", MessageProperties.PERSISTENT_BASIC, new byte[] {7});
            channel.waitForConfirmsOrDie(10_000);

            assertThat(channel.basicGet("tasks", true).getBody()).containsExactly(7);
        }
    }

    @Test
    void refusesAWrongPassword() {
        assertThatThrownBy(() -> connections("guest").newConnection())
                .isInstanceOf(PossibleAuthenticationFailureException.class);
    }

    @Test
    void isNotReachableFromOtherMachines() throws Exception {
        for (var address : otherAddresses().toList()) {
            try (Socket socket = new Socket()) {
                assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, broker.port()), 2_000))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void stopsAndLeavesThePortFree() throws Exception {
        EmbeddedBroker second = EmbeddedBroker.start();
        assertThat(second.port()).isNotEqualTo(broker.port());
        assertThat(second.password()).isNotEqualTo(broker.password());

        second.close();

        try (Socket socket = new Socket()) {
            assertThatThrownBy(() -> socket.connect(new InetSocketAddress("127.0.0.1", second.port()), 2_000))
                    .isInstanceOf(ConnectException.class);
        }
    }

    private static Stream<InetAddress> otherAddresses() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress());
    }

    private static ConnectionFactory connections(String password) {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(broker.host());
        factory.setPort(broker.port());
        factory.setVirtualHost(broker.virtualHost());
        factory.setUsername(broker.username());
        factory.setPassword(password);
        return factory;
    }
}
