package dev.touchstone.chaos.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The proxy between two plain sockets: what arrives at the other end, octet by octet. */
@Timeout(10)
class FrameProxyTest {
    private static final byte[] HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};

    private final ServerSocket broker;

    FrameProxyTest() throws IOException {
        broker = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    private final Socket client = new Socket();
    private Socket atBroker = new Socket();

    @AfterEach
    void closeSockets() throws IOException {
        client.close();
        atBroker.close();
        broker.close();
    }

    @Test
    void withoutTamperingEverythingPassesBothWays() throws IOException {
        try (FrameProxy proxy = connect(Tampering::none)) {
            byte[] frames = octets(Frames.ack(1, 7), Frames.heartbeat());
            send(client, HEADER);
            send(client, frames);
            assertThat(read(atBroker, 8)).isEqualTo(HEADER);
            assertThat(read(atBroker, frames.length)).isEqualTo(frames);
            byte[] delivery = octets(Frames.delivery(1, "ab", "cd").toArray(new WireFrame[0]));
            send(atBroker, delivery);
            assertThat(read(client, delivery.length)).isEqualTo(delivery);
            assertThat(proxy.port()).isEqualTo(client.getPort());
        }
    }

    @Test
    void framesThatCameTogetherGoOnTogetherAndDoNotWaitForAHalfOne() throws IOException {
        try (FrameProxy proxy = connect(Tampering::none)) {
            byte[] whole = octets(Frames.ack(1, 7), Frames.ack(1, 8));
            byte[] last = octets(Frames.ack(1, 9));
            send(client, Arrays.copyOf(octets(Frames.ack(1, 7), Frames.ack(1, 8), Frames.ack(1, 9)), whole.length + 5));
            byte[] atOnce = new byte[64];
            assertThat(atBroker.getInputStream().read(atOnce)).isEqualTo(whole.length);
            assertThat(Arrays.copyOf(atOnce, whole.length)).isEqualTo(whole);
            send(client, Arrays.copyOfRange(last, 5, last.length));
            assertThat(read(atBroker, last.length)).isEqualTo(last);
            assertThat(proxy.port()).isEqualTo(client.getPort());
        }
    }

    @Test
    void chosenFramesAreLeftOut() throws IOException {
        try (FrameProxy proxy = connect(() -> Tamperings.drop(Selection.brokerHeartbeats()))) {
            byte[] ack = octets(Frames.ack(1, 7));
            send(atBroker, octets(Frames.heartbeat(), Frames.ack(1, 7), Frames.heartbeat()));
            atBroker.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(ack);
            assertThat(proxy.host()).isEqualTo("127.0.0.1");
        }
    }

    @Test
    void whatIsNoFrameAndWhatIsNotWholePassesAsItIs() throws IOException {
        try (FrameProxy proxy = connect(() -> Tamperings.drop(Selection.ofClient("basic.ack")))) {
            byte[] announced = {1, 0, 1, 0, 0, 0, 9, 0};
            send(client, announced);
            assertThat(read(atBroker, announced.length)).isEqualTo(announced);
            byte[] afterwards = octets(Frames.ack(1, 7));
            send(client, afterwards);
            assertThat(read(atBroker, afterwards.length)).isEqualTo(afterwards);
            byte[] garbage = "GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            send(atBroker, garbage);
            assertThat(read(client, garbage.length)).isEqualTo(garbage);
            assertThat(proxy.port()).isPositive();
        }
    }

    @Test
    void aWrongFrameEndAndAnUnknownMethodPassUntouched() throws IOException {
        try (FrameProxy proxy = connect(() -> Tamperings.change(Selection.ofClient("basic.ack"), ack -> ack))) {
            byte[] odd = octets(
                    new WireFrame(WireFrame.METHOD, 1, new byte[] {0, 99, 0, 1}, WireFrame.END),
                    new WireFrame(WireFrame.METHOD, 1, new byte[] {0, 60, 0, 80}, 0x42));
            send(client, odd);
            assertThat(read(atBroker, odd.length)).isEqualTo(odd);
            assertThat(proxy.port()).isPositive();
        }
    }

    @Test
    void aResetOfTheBrokerReachesTheClientAsAReset() throws IOException {
        try (FrameProxy proxy = connect(Tampering::none)) {
            atBroker.setSoLinger(true, 0);
            atBroker.close();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThat(proxy.port()).isPositive();
        }
    }

    @Test
    void aClosedProxyDropsItsConnections() throws IOException {
        FrameProxy proxy = connect(Tampering::none);
        proxy.close();
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }

    private FrameProxy connect(Supplier<Tampering> tampering) throws IOException {
        FrameProxy proxy = FrameProxy.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), broker.getLocalPort()), tampering);
        client.connect(new InetSocketAddress(proxy.host(), proxy.port()));
        atBroker = broker.accept();
        return proxy;
    }

    private static void send(Socket socket, byte[] octets) throws IOException {
        socket.getOutputStream().write(octets);
    }

    private static byte[] read(Socket socket, int count) throws IOException {
        return socket.getInputStream().readNBytes(count);
    }

    private static byte[] octets(WireFrame... frames) {
        WireWriter out = new WireWriter();
        for (WireFrame frame : frames) {
            out.octets(WireWriter.frame(frame.type(), frame.channel(), frame.payload(), frame.end()));
        }
        return out.toByteArray();
    }
}
