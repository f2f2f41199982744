package sevenservers.reactor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.await;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.tests.LogRecords;

@Timeout(120)
class StandardIOTest {

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final AtomicLong taken = new AtomicLong();
    private RunningReactor reactor;
    private Pipe keyboard;
    private InputStream in;
    private volatile Thread reader;
    private LogRecords log;

    @BeforeEach
    void start() throws IOException {
        log = LogRecords.capture();
        reactor = new RunningReactor();
        keyboard = Pipe.open();
        in = counted(Channels.newInputStream(keyboard.source()));
    }

    @AfterEach
    void close() throws IOException {
        keyboard.sink().close();
        soon().until(() -> reader == null || !reader.isAlive());
        reactor.close();
        keyboard.source().close();
        log.close();
        assertThat(log.failures()).isEmpty();
    }

    /** What happens to a protocol, in words; a test says what it is to do then. */
    private static class Noted extends Protocol {

        final List<String> events = new CopyOnWriteArrayList<>();
        private final Map<String, Runnable> then = new ConcurrentHashMap<>();
        private int depth;

        void at(String event, Runnable reaction) {
            then.put(event, reaction);
        }

        @Override
        protected void connectionMade() {
            note("made");
        }

        @Override
        protected void dataReceived(ByteBuffer data) {
            note(UTF_8.decode(data).toString());
        }

        @Override
        protected void readConnectionLost() {
            note("end");
            super.readConnectionLost();
        }

        @Override
        protected void connectionLost(Reason reason) {
            note("lost: " + reason.message());
        }

        private void note(String event) {
            events.add(depth > 0 ? "within a call: " + event : event);
            depth++;
            then.getOrDefault(event, () -> {
            }).run();
            depth--;
        }
    }

    private InputStream counted(InputStream input) {
        return new FilterInputStream(input) {

            @Override
            public int read(byte[] bytes, int from, int length)
                    throws IOException {
                reader = Thread.currentThread();
                int count = super.read(bytes, from, length);
                taken.addAndGet(Math.max(count, 0));
                return count;
            }
        };
    }

    private StandardIO open(Protocol protocol) {
        return open(protocol, in, shown);
    }

    private StandardIO open(Protocol protocol, InputStream input,
            OutputStream output) {
        return reactor.call(() -> StandardIO.open(reactor.reactor(), protocol,
                input, new PrintStream(output)));
    }

    private void type(String text) throws IOException {
        Channels.newOutputStream(keyboard.sink()).write(text.getBytes(UTF_8));
    }

    private void endInput() throws IOException {
        keyboard.sink().close();
    }

    private static ConditionFactory soon() {
        return await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    }

    private static void expect(Noted protocol, String... events) {
        soon().untilAsserted(
                () -> assertThat(protocol.events).containsExactly(events));
    }

    private void inReactor(Runnable call) {
        reactor.call(() -> {
            call.run();
            return null;
        });
    }

    @Test
    void handsOverWhatIsTypedAndItsEnd() throws IOException {
        var protocol = new Noted();
        open(protocol);
        assertThat(protocol.events).containsExactly("made");
        type("one");
        expect(protocol, "made", "one");
        type("two\n");
        expect(protocol, "made", "one", "two\n");
        endInput();
        expect(protocol, "made", "one", "two\n", "end",
                "lost: the connection was closed");
        soon().until(() -> !reader.isAlive());
    }

    @Test
    void readsInADaemonSoThatAProcessCanEnd() throws IOException {
        open(new Noted());
        soon().until(() -> reader != null);
        assertThat(reader.isDaemon()).isTrue();
        assertThat(reader.getName()).isEqualTo("console");
    }

    @Test
    void losesNoByteOfALongInput() throws Exception {
        var all = new ByteArrayOutputStream();
        var protocol = new Noted() {

            @Override
            protected void dataReceived(ByteBuffer data) {
                assertThat(data.remaining()).isBetween(1, 8 * 1024);
                byte[] bytes = new byte[data.remaining()];
                data.get(bytes);
                all.writeBytes(bytes);
                if (all.size() % 3 == 0) {
                    transport().pauseProducing();
                    reactor.reactor().callLater(Duration.ZERO,
                            transport()::resumeProducing);
                }
            }
        };
        open(protocol);
        var text = new StringBuilder();
        for (int i = 0; text.length() < 1_000_000; i++) {
            text.append(i).append('\n');
        }
        type(text.toString());
        endInput();
        expect(protocol, "made", "end", "lost: the connection was closed");
        assertThat(all.toString(UTF_8)).isEqualTo(text.toString());
    }

    @Test
    void readsOnOnlyWhenAPieceIsTaken() throws Exception {
        var protocol = new Noted();
        StandardIO console = open(protocol);
        inReactor(console::pauseProducing);
        type("x".repeat(30_000));
        soon().untilAsserted(() -> assertThat(taken).hasValue(8 * 1024));
        type("!");
        passes(Duration.ofMillis(100));
        assertThat(taken).hasValue(8 * 1024);
        assertThat(protocol.events).containsExactly("made");
        inReactor(console::resumeProducing);
        soon().untilAsserted(() -> assertThat(String.join("", protocol.events))
                .isEqualTo("made" + "x".repeat(30_000) + "!"));
    }

    /** Only here time itself is what the promise is about. */
    private static void passes(Duration time) {
        await().pollDelay(time).until(() -> true);
    }

    @Test
    void canBePausedFromWithinAPiece() throws IOException {
        var protocol = new Noted();
        protocol.at("one", () -> protocol.transport().pauseProducing());
        StandardIO console = open(protocol);
        type("one");
        expect(protocol, "made", "one");
        type("two");
        soon().untilAsserted(() -> assertThat(taken).hasValue(6));
        inReactor(() -> assertThat(protocol.events).hasSize(2));
        inReactor(() -> {
            console.resumeProducing();
            console.pauseProducing();
        });
        inReactor(() -> assertThat(protocol.events).hasSize(2));
        inReactor(console::resumeProducing);
        expect(protocol, "made", "one", "two");
    }

    @Test
    void holdsBackTheEndToo() throws IOException {
        var protocol = new Noted();
        StandardIO console = open(protocol);
        inReactor(console::pauseProducing);
        endInput();
        soon().until(() -> reader != null
                && reader.getState() == Thread.State.WAITING);
        inReactor(() -> assertThat(protocol.events).containsExactly("made"));
        inReactor(console::resumeProducing);
        expect(protocol, "made", "end", "lost: the connection was closed");
    }

    @Test
    void writesAtOnceAndInOrder() {
        StandardIO console = open(new Noted());
        inReactor(() -> {
            ByteBuffer lent = UTF_8.encode("(one)").position(1).limit(4);
            console.write(lent);
            assertThat(lent.hasRemaining()).isFalse();
            assertThat(shown.toString(UTF_8)).isEqualTo("one");
            console.writeSequence(
                    List.of(UTF_8.encode(" two"), UTF_8.encode(" three")));
            assertThat(shown.toString(UTF_8)).isEqualTo("one two three");
            assertThat(console.unsent()).isZero();
            console.loseWriteConnection();
            console.write(UTF_8.encode(" four"));
            assertThat(shown.toString(UTF_8)).endsWith(" four");
        });
    }

    @Test
    void losesItsConnectionWhileItReads() throws IOException {
        var protocol = new Noted();
        StandardIO console = open(protocol);
        soon().until(() -> reader != null);
        inReactor(() -> {
            assertThat(console.isOpen()).isTrue();
            console.loseConnection();
            assertThat(console.isOpen()).isFalse();
            console.abortConnection();
            console.stopProducing();
            console.write(UTF_8.encode("too late"));
            assertThat(protocol.events).containsExactly("made");
        });
        expect(protocol, "made", "lost: the connection was closed");
        type("nobody wants it");
        soon().until(() -> !reader.isAlive());
        inReactor(() -> assertThat(protocol.events).hasSize(2));
        assertThat(shown.size()).isZero();
    }

    /** What is typed afterwards is for whoever reads next. */
    @Test
    void readsNoMoreOnceItIsLost() throws IOException {
        var protocol = new Noted();
        protocol.at("bye", () -> protocol.transport().loseConnection());
        open(protocol);
        type("bye");
        expect(protocol, "made", "bye", "lost: the connection was closed");
        soon().until(() -> !reader.isAlive());
        type("next");
        assertThat(taken).hasValue(3);
    }

    @Test
    void losesItsConnectionWhileItIsPaused() throws IOException {
        var protocol = new Noted();
        StandardIO console = open(protocol);
        inReactor(console::pauseProducing);
        type("never taken");
        soon().untilAsserted(() -> assertThat(taken).hasValue(11));
        inReactor(console::abortConnection);
        expect(protocol, "made", "lost: the connection was aborted");
        soon().until(() -> !reader.isAlive());
        inReactor(console::resumeProducing);
        inReactor(() -> assertThat(protocol.events).hasSize(2));
    }

    /** The thread may not wait for a reactor that is no more. */
    @Test
    void endsItsThreadThoughTheReactorHasEnded() throws IOException {
        StandardIO console = open(new Noted());
        soon().until(() -> reader != null);
        inReactor(() -> {
            console.loseConnection();
            reactor.reactor().stop();
        });
        reactor.close();
        type("too late");
        soon().until(() -> !reader.isAlive());
    }

    @Test
    void tellsItsEndBeforeTheReactorEnds() throws IOException {
        var protocol = new Noted();
        protocol.at("bye", () -> {
            protocol.transport().loseConnection();
            reactor.reactor().stop();
        });
        open(protocol);
        type("bye");
        expect(protocol, "made", "bye", "lost: the connection was closed");
    }

    @Test
    void endsWithAProtocolThatFails() throws IOException {
        var protocol = new Noted();
        protocol.at("bad", () -> {
            throw new IllegalStateException("a bug");
        });
        open(protocol);
        type("bad");
        soon().untilAsserted(() -> assertThat(protocol.events).last().asString()
                .contains(
                        "lost: an error: java.lang.IllegalStateException: a bug"));
        assertThat(takeFailures()).containsExactly("SEVERE the protocol of the"
                + " console has failed java.lang.IllegalStateException: a bug");
        soon().until(() -> !reader.isAlive());
    }

    @Test
    void endsWithAProtocolThatFailsAtOnce() throws IOException {
        var protocol = new Noted();
        protocol.at("made", () -> {
            throw new AssertionError("a bug");
        });
        open(protocol);
        soon().untilAsserted(() -> assertThat(protocol.events).hasSize(2));
        assertThat(takeFailures()).hasSize(1);
        type("nobody wants it");
        assertThat(taken).hasValue(0);
    }

    private List<String> takeFailures() {
        List<String> failures = log.failures();
        log.close();
        log = LogRecords.capture();
        return failures;
    }

    @Test
    void endsWhenTheInputBreaks() throws IOException {
        var protocol = new Noted();
        InputStream broken = InputStream.nullInputStream();
        broken.close();
        open(protocol, broken, shown);
        expect(protocol, "made", "lost: the connection broke: "
                + "cannot read standard input: Stream closed");
    }

    @Test
    void endsOnceWhenTheOutputBreaks() {
        var protocol = new Noted();
        StandardIO console = open(protocol, in, new OutputStream() {

            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        inReactor(() -> {
            console.write(UTF_8.encode("one"));
            console.write(UTF_8.encode("two"));
            assertThat(console.isOpen()).isFalse();
            assertThat(protocol.events).containsExactly("made");
        });
        expect(protocol, "made",
                "lost: the connection broke: cannot write to standard output");
    }
}
