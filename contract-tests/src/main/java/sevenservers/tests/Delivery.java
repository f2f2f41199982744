package sevenservers.tests;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.joining;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import sevenservers.contract.Service;

/**
 * Numbered lines on their way to one receiver, who reads them when it likes: in an
 * echo it sends them itself, in a chat another member does.
 */
public final class Delivery {

    /** Bytes of one line as it is sent. */
    static final int LINE = 1000;

    /**
     * Lines of one write: small segments are more than a small receive buffer can
     * hold, as a {@link Wire} knows.
     */
    private static final int PIECE = 16;

    private static final String FILLER = "x".repeat(LINE);

    private final Visitor sender;
    private final TestClient receiver;
    private final String prefix;
    private final int count;
    private final AtomicInteger sent = new AtomicInteger();
    private final Task<Void> sending;
    private volatile boolean stopped;
    private int received;

    private Delivery(Visitor sender, Visitor receiver, String prefix, int count) {
        this.sender = sender;
        this.receiver = receiver.client();
        this.prefix = prefix;
        this.count = count;
        sending = Task.start("sending " + count + " lines", this::send);
    }

    /** Starts to send so many lines of 1,000 bytes each. */
    public static Delivery of(int count, Service service, Visitor receiver,
            ServerUnderTest server) {
        if (service == Service.ECHO) {
            return new Delivery(receiver, receiver, "", count);
        }
        Visitor talker = Visitor.arrive(service, server);
        receiver.client().readLine();
        return new Delivery(talker, receiver, "#[" + talker.name() + "]>>> ",
                count);
    }

    /** One line, with its LF. */
    static String line(int number) {
        String start = String.format("%08d ", number);
        return start + FILLER.substring(start.length() + 1) + "\n";
    }

    TestClient sender() {
        return sender.client();
    }

    /** The bytes that the receiver gets for one line. */
    public int bytesPerLine() {
        return prefix.length() + LINE;
    }

    /** Whether all lines are sent. */
    boolean isSent() {
        return sent.get() == count;
    }

    /** Waits until the server takes no more, or everything is sent. */
    public void awaitStall() {
        Wait.untilStalled(sending, sent::get);
    }

    /** Waits until nothing moves between sender and server, and looks. */
    KernelQueues awaitRest() {
        return KernelQueues.atRest(sender(), sending);
    }

    /** In a chat: waits until everything is sent, and the server has handled it. */
    public void awaitHandled() {
        sending.await(receiver.patience());
        sender.ping();
    }

    /** Reads and checks the next lines. */
    void expect(int lines) {
        for (int i = 0; i < lines; i++) {
            receiver.expect((prefix + line(received++)).getBytes(US_ASCII));
        }
    }

    /** Reads and checks all lines that are left, and waits for the sender. */
    public void expectAll() {
        expect(count - received);
        sending.await(receiver.patience());
    }

    /**
     * Reads to the end of the stream, and checks that what came is what was sent as
     * far as it goes.
     *
     * @return the number of bytes
     */
    public int expectPrefix() {
        byte[] bytes = receiver.readToEnd();
        for (int at = 0; at < bytes.length; at += bytesPerLine()) {
            String expected = prefix + line(received++);
            int length = Math.min(bytesPerLine(), bytes.length - at);
            String line = new String(bytes, at, length, US_ASCII);
            if (!expected.startsWith(line)) {
                throw new AssertionError("expected the beginning of " + expected
                        + "but received " + line);
            }
        }
        return bytes.length;
    }

    /**
     * Reads to the end of the stream, and checks that it is not a reset: that would
     * be told once, to the reader or to the sender, whoever asks first.
     */
    public void expectEnd() {
        expectPrefix();
        sending.await(receiver.patience());
    }

    /** Has the sender end its stream after the lines that it is at. */
    void stop() {
        stopped = true;
    }

    private void send() {
        while (!isSent() && !stopped) {
            int begin = sent.get();
            int end = Math.min(begin + PIECE, count);
            String lines = IntStream.range(begin, end).mapToObj(Delivery::line)
                    .collect(joining());
            sender.client().write(lines.getBytes(US_ASCII));
            sent.set(end);
        }
        if (stopped) {
            sender.client().finish();
        }
    }
}
