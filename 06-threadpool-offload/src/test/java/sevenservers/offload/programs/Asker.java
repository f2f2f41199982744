package sevenservers.offload.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sends datagrams to servers of this machine, and receives with patience. */
final class Asker implements AutoCloseable {

    /** So long it takes to be sure that nothing comes. */
    static final Duration SILENCE = Duration.ofMillis(200);

    private final DatagramSocket socket;

    Asker() throws IOException {
        this(LoopThread.anyPort());
    }

    Asker(InetAddress own) throws IOException {
        this(new InetSocketAddress(own, 0));
    }

    Asker(InetSocketAddress own) throws IOException {
        socket = new DatagramSocket(own);
        socket.setSoTimeout((int) PATIENCE.toMillis());
    }

    /** Whether this machine has this address. */
    static boolean has(String host) {
        try (var asker = new Asker(new InetSocketAddress(host, 0))) {
            return asker.socket.isBound();
        } catch (IOException missing) {
            return false;
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    Asker send(InetSocketAddress server, byte... data) throws IOException {
        socket.send(new DatagramPacket(data, data.length, server));
        return this;
    }

    Asker send(InetSocketAddress server, String text) throws IOException {
        return send(server, text.getBytes(UTF_8));
    }

    byte[] receive() throws IOException {
        var packet = new DatagramPacket(new byte[UdpServer.LONGEST],
                UdpServer.LONGEST);
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    String receiveText() throws IOException {
        return new String(receive(), UTF_8);
    }

    /** The next answers, in the order in which they come. */
    List<String> receiveTexts(int count) throws IOException {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            texts.add(receiveText());
        }
        return texts;
    }

    String ask(InetSocketAddress server, String question) throws IOException {
        return send(server, question).receiveText();
    }

    /** To be called when an answer, if there were one, should be here. */
    void expectNothing() throws IOException {
        assertThat(receivesWithin(SILENCE)).isFalse();
    }

    /** Whether something comes in this time. */
    boolean receivesWithin(Duration time) throws IOException {
        socket.setSoTimeout((int) time.toMillis());
        try {
            receive();
            return true;
        } catch (SocketTimeoutException nothing) {
            return false;
        } finally {
            socket.setSoTimeout((int) PATIENCE.toMillis());
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
