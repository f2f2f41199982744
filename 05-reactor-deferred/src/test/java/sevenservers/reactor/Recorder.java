package sevenservers.reactor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A protocol that remembers what happens to it: "made", "data", "sent", "finished",
 * "deaf" and at last "lost". What is checked here fails in a log, which {@link
 * Stage} looks at.
 */
class Recorder extends Protocol {

    /** More than the kernel takes for a client that does not read. */
    static final int MUCH = 4 << 20;

    final List<String> events = new ArrayList<>();
    final StringBuilder input = new StringBuilder();
    Reason reason;
    private boolean calling;

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    /** Bytes in which no two places look alike. */
    static byte[] numbered(int length) {
        var bytes = new byte[length];
        for (int i = 0; i + 4 <= length; i += 4) {
            ByteBuffer.wrap(bytes).putInt(i, i);
        }
        return bytes;
    }

    void write(String text) {
        transport().write(bytes(text));
    }

    /** Writes more than the kernel takes, so that the rest is unsent. */
    byte[] writeMuch() {
        transport().setOption(StandardSocketOptions.SO_SNDBUF, 64 * 1024);
        byte[] much = numbered(MUCH);
        transport().write(ByteBuffer.wrap(much));
        assertThat(transport().unsent()).isPositive();
        return much;
    }

    /** Calls the transport, which must not call back before it returns. */
    void call(Consumer<Transport> what) {
        calling = true;
        what.accept(transport());
        calling = false;
    }

    boolean isLost() {
        return reason != null;
    }

    long count(String event) {
        return events.stream().filter(event::equals).count();
    }

    private void happens(String event) {
        assertThat(calling).as("called back from a call: %s", event).isFalse();
        assertThat(reason).as("it has ended, and then: %s", event).isNull();
        events.add(event);
    }

    @Override
    protected void connectionMade() {
        happens("made");
    }

    @Override
    protected void dataReceived(ByteBuffer data) {
        happens("data");
        assertThat(data.hasRemaining()).isTrue();
        input.append(UTF_8.decode(data));
    }

    @Override
    protected void dataSent() {
        happens("sent");
    }

    @Override
    protected void readConnectionLost() {
        happens("finished");
        super.readConnectionLost();
    }

    @Override
    protected void writeConnectionLost() {
        happens("deaf");
    }

    @Override
    protected void connectionLost(Reason why) {
        happens("lost");
        reason = why;
    }
}
