package sevenservers.compare.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Sends messages, and sees that each comes back as it was sent. */
class EchoClient extends Client {

    private final EchoMessages messages;
    private final int serial;
    private final Tally tally;
    private final Outgoing outgoing;
    private final long[] askedAt;
    private int answered;
    private long received;

    /**
     * Begins to connect.
     *
     * @param serial the number in its messages, another for each client
     * @param depth how many messages it has under way at most
     */
    EchoClient(Pump pump, InetSocketAddress server, EchoMessages messages,
            int serial, int depth, Tally tally) throws IOException {
        super(pump, server, 0);
        this.messages = messages;
        this.serial = serial;
        this.tally = tally;
        outgoing = new Outgoing(messages, serial);
        askedAt = new long[depth];
    }

    /** Sends so many messages. */
    final void ask(int count) throws IOException {
        ask(count, System.nanoTime());
    }

    /**
     * Sends so many messages.
     *
     * @param since from when on one waits for the answers
     */
    final void ask(int count, long since) throws IOException {
        for (int i = 0; i < count; i++) {
            askedAt[(outgoing.due() + i) % askedAt.length] = since;
        }
        outgoing.add(count);
        tally.asked(count);
        send();
    }

    @Override
    final boolean send(SocketChannel to, ByteBuffer buffer) throws IOException {
        return outgoing.send(to, buffer);
    }

    @Override
    final void read() throws IOException {
        ByteBuffer in = read(pump().in());
        long now = System.nanoTime();
        check(in);
        received += in.remaining();
        int before = answered;
        while (received >= (answered + 1L) * messages.size()) {
            tally.answered(now - askedAt[answered % askedAt.length]);
            answered++;
        }
        if (answered > before) {
            answered(answered - before);
        }
    }

    /** Answers have come: asks as many more. */
    void answered(int count) throws IOException {
        if (tally.isOpen()) {
            ask(count);
        }
    }

    private void check(ByteBuffer in) throws WrongAnswer {
        int size = messages.size();
        int end = in.limit();
        long position = received;
        while (in.position() < end) {
            int number = (int) (position / size);
            int part = (int) (position % size);
            int length = Math.min(size - part, end - in.position());
            in.limit(in.position() + length);
            if (number == outgoing.due()
                    || !messages.matches(serial, number, part, in)) {
                throw wrong(in.limit(end).rewind());
            }
            position += length;
            in.limit(end).position(in.position() + length);
        }
        in.rewind();
    }

    private WrongAnswer wrong(ByteBuffer in) {
        int first = (int) (received / messages.size());
        int part = (int) (received % messages.size());
        ByteBuffer expected =
                ByteBuffer.allocate((outgoing.due() - first) * messages.size());
        for (int number = first; number < outgoing.due(); number++) {
            messages.put(serial, number, expected);
        }
        expected.flip().position(part);
        expected.limit(part + Math.min(expected.remaining(), in.remaining()));
        return new WrongAnswer(this + " "
                + new Difference(messages, first, part).describe(expected, in));
    }

    @Override
    final String overdue(long since) {
        if (answered == outgoing.due()
                || askedAt[answered % askedAt.length] - since > 0) {
            return null;
        }
        int part = (int) (received % messages.size());
        return "waits for " + (part == 0 ? "" : "byte " + part + " of ")
                + "its message " + answered;
    }

    @Override
    public final String toString() {
        return "client " + serial;
    }
}
