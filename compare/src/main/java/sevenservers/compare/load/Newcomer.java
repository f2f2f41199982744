package sevenservers.compare.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import sevenservers.contract.HostPort;
import sevenservers.contract.Line;
import sevenservers.contract.LineDecoder;
import sevenservers.contract.Text;

/** A member of a chat until all members are there. */
final class Newcomer extends Client {

    private final String name;
    private final Arrival arrival;
    private final ByteBuffer handshake;
    private final LineDecoder lines = new LineDecoder();
    private boolean joined;

    /** Begins to connect, and then to join. */
    Newcomer(Pump pump, InetSocketAddress server, int receiveBuffer, String name,
            Arrival arrival) throws IOException {
        super(pump, server, receiveBuffer);
        this.name = name;
        this.arrival = arrival;
        handshake = ByteBuffer.wrap((name + ":<handshake>\n").getBytes(US_ASCII));
    }

    @Override
    boolean send(SocketChannel to, ByteBuffer buffer) throws IOException {
        if (handshake.position() == 0) {
            arrival.joins(name, address());
        }
        to.write(handshake);
        return !handshake.hasRemaining();
    }

    @Override
    void read() throws IOException {
        ByteBuffer in = read(pump().in());
        for (Line line; (line = lines.next(in)) != null;) {
            hear(line);
        }
    }

    private void hear(Line line) throws IOException {
        String expected = joined ? null
                : "CLIENT: " + HostPort.format(address());
        boolean right = line instanceof Line.Text(String text)
                && (joined ? arrival.isNotice(text, name) : text.equals(expected));
        if (!right) {
            throw new WrongAnswer(this + " heard "
                    + (line instanceof Line.Text(String text)
                            ? "\"" + Text.escaped(text) + "\"" : "no text")
                    + " in place of " + (joined ? "a notice of who else has joined"
                            : "\"" + expected + "\""));
        }
        joined = true;
        arrival.heard();
    }

    @Override
    String overdue(long since) {
        return arrival.overdue(since);
    }

    @Override
    public String toString() {
        return name;
    }
}
