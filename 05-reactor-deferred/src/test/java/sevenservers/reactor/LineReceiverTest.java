package sevenservers.reactor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.Limits;
import sevenservers.contract.Line;
import sevenservers.tests.TestClient;

@Timeout(120)
class LineReceiverTest {

    private final Stage stage = new Stage();

    LineReceiverTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @Test
    void cutsLinesWhereverTheNetworkCutsThem() throws IOException {
        byte[] input = "one\r\ntwø\n\nlast\n".getBytes(UTF_8);
        for (int cut = 0; cut <= input.length; cut++) {
            var lines = new Lines();
            TestClient client = stage.connect(lines);
            client.send(Arrays.copyOfRange(input, 0, cut));
            stage.turn();
            client.send(Arrays.copyOfRange(input, cut, input.length));
            stage.turn();
            assertThat(lines.heard).as("cut after %d bytes", cut)
                    .containsExactly("one", "twø", "", "last");
            client.close();
        }
    }

    @Test
    void cutsLinesThatComeByteByByte() throws IOException {
        var lines = new Lines();
        TestClient client = stage.connect(lines);
        for (byte one : "one\ntwo\nunfinished".getBytes(UTF_8)) {
            client.send(one);
            stage.turn();
        }
        assertThat(lines.heard).containsExactly("one", "two");
        client.finish();
        stage.turnUntil("it is lost", () -> lines.reason != null);
        assertThat(lines.heard).containsExactly("one", "two");
    }

    @Test
    void saysWhatIsNoLine() throws IOException {
        var lines = new Lines();
        TestClient client = stage.connect(lines);
        client.send((byte) 0xC3, (byte) '\n', (byte) 'a', (byte) '\n');
        client.send("x".repeat(Limits.MAX_LINE + 1));
        client.send("y\nnot a line any more\n");
        stage.turnUntil("it is too long",
                () -> lines.heard.contains("(too long)"));
        stage.turn();
        assertThat(lines.heard).containsExactly("(not UTF-8)", "a", "(too long)");
    }

    @Test
    void takesTheLongestLine() throws IOException {
        var lines = new Lines();
        String longest = "x".repeat(Limits.MAX_LINE);
        stage.connect(lines).send(longest + "\r\n");
        stage.turnUntil("it is there", () -> !lines.heard.isEmpty());
        assertThat(lines.heard).containsExactly(longest);
    }

    @Test
    void sendsLines() throws IOException {
        var lines = new Lines();
        TestClient client = stage.connect(lines);
        lines.sendLine("one");
        lines.sendLine("twø");
        stage.turn();
        client.expect("one\ntwø\n".getBytes(UTF_8));
    }

    @Test
    void takesBytesAsTheyAreInRawModeAndGoesBack() throws IOException {
        byte[] input = "head\nraw\nbytes!tail\nraw\nmore\n!end\n".getBytes(UTF_8);
        for (int cut = 0; cut <= input.length; cut++) {
            var lines = new Lines() {
                @Override
                protected void lineReceived(Line line) {
                    super.lineReceived(line);
                    if (line.equals(new Line.Text("head"))
                            || line.equals(new Line.Text("raw"))) {
                        setRawMode();
                    }
                }

                @Override
                protected void rawDataReceived(ByteBuffer data) {
                    while (data.hasRemaining()) {
                        char next = (char) data.get();
                        if (next == '!') {
                            setLineMode();
                            return;
                        }
                        raw.append(next);
                    }
                }
            };
            TestClient client = stage.connect(lines);
            client.send(Arrays.copyOfRange(input, 0, cut));
            stage.turn();
            client.send(Arrays.copyOfRange(input, cut, input.length));
            stage.turn();
            assertThat(lines.heard).as("cut after %d bytes", cut)
                    .containsExactly("head", "tail", "raw", "end");
            assertThat(lines.raw).hasToString("raw\nbytesmore\n");
            client.close();
        }
    }

    @Test
    void failsIfNobodyTakesRawData() throws IOException {
        var lines = new Lines();
        lines.setRawMode();
        stage.connect(lines).send("raw");
        stage.turnUntil("it is lost", () -> lines.reason != null);
        assertThat(lines.reason).isInstanceOf(Reason.Failed.class);
        stage.expectFailures("nobody takes raw data");
    }

    @Test
    void keepsWhatHasComeWhileItIsPaused() throws IOException {
        var lines = new Lines(LineReceiver::pauseProducing);
        TestClient client = stage.connect(lines).send("one\ntwo\nthr");
        stage.turn();
        assertThat(lines.heard).containsExactly("one");
        client.send("ee\nfour\n");
        stage.expectRest();
        assertThat(lines.heard).containsExactly("one");
        lines.resumeProducing();
        assertThat(lines.heard).containsExactly("one", "two");
        stage.expectRest();
        lines.resumeProducing();
        stage.turn();
        assertThat(lines.heard).containsExactly("one", "two", "three");
        lines.resumeProducing();
        lines.resumeProducing();
        assertThat(lines.heard).containsExactly("one", "two", "three", "four");
    }

    @Test
    void keepsRawBytesWhileItIsPaused() throws IOException {
        var lines = new Lines(LineReceiver::pauseProducing) {
            @Override
            protected void rawDataReceived(ByteBuffer data) {
                raw.append(UTF_8.decode(data));
            }
        };
        TestClient client = stage.connect(lines).send("head\nbo");
        stage.turn();
        lines.setRawMode();
        client.send("dy");
        stage.turn();
        assertThat(lines.raw).isEmpty();
        lines.resumeProducing();
        assertThat(lines.raw).hasToString("bo");
        stage.turn();
        assertThat(lines.raw).hasToString("body");
    }

    @Test
    void keepsWhatHasComeThoughSomethingMoreComes() throws IOException {
        var lines = new Lines(LineReceiver::pauseProducing);
        TestClient client = stage.connect(lines).send("one\ntwo\n");
        stage.turn();
        lines.transport().resumeProducing();
        client.send("three\n");
        stage.turn();
        assertThat(lines.heard).containsExactly("one");
        lines.resumeProducing();
        lines.resumeProducing();
        assertThat(lines.heard).containsExactly("one", "two", "three");
    }

    @Test
    void mayGoOnWithinALine() throws IOException {
        var lines = new Lines(receiver -> {
            receiver.pauseProducing();
            receiver.resumeProducing();
        });
        TestClient client = stage.connect(lines).send("one\ntwo\nthr");
        stage.turn();
        client.send("ee\n");
        stage.turn();
        assertThat(lines.heard).containsExactly("one", "two", "three");
    }

    @Test
    void mayGoOnWithinALineThatItHadKept() throws IOException {
        var lines = new Lines(LineReceiver::pauseProducing);
        stage.connect(lines).send("one\ntwo\nthree\nfour\n");
        stage.turn();
        lines.each = receiver -> {
            receiver.pauseProducing();
            receiver.resumeProducing();
        };
        lines.resumeProducing();
        assertThat(lines.heard).containsExactly("one", "two", "three", "four");
    }

    @Test
    void hearsTheEndAfterTheLinesThatItHasKept() throws IOException {
        var lines = new Lines(LineReceiver::pauseProducing);
        stage.connect(lines).send("one\ntwo\nthree\n").finish();
        stage.expectRest();
        lines.resumeProducing();
        stage.expectRest();
        assertThat(lines.reason).isNull();
        lines.each = _ -> {};
        lines.resumeProducing();
        assertThat(lines.heard).containsExactly("one", "two", "three");
        stage.turnUntil("it is lost", () -> lines.reason != null);
    }

    @Test
    void cutsNoLinesOnceItHasAskedForTheEnd() throws IOException {
        var lines = new Lines(receiver -> receiver.transport().loseConnection());
        TestClient client = stage.connect(lines).send("one\ntwo\n");
        stage.turnUntil("it is lost", () -> lines.reason != null);
        client.expectEnd();
        lines.resumeProducing();
        assertThat(lines.heard).containsExactly("one");
    }

    @Test
    void cutsNoKeptLinesOnceItHasEnded() throws IOException {
        var lines = new Lines(LineReceiver::pauseProducing);
        stage.connect(lines).send("one\ntwo\n");
        stage.turn();
        lines.transport().abortConnection();
        lines.resumeProducing();
        stage.turn();
        lines.resumeProducing();
        assertThat(lines.heard).containsExactly("one");
    }

    @Test
    void endsWhenALineThatItHadKeptMakesItFail() throws IOException {
        var lines = new Lines(LineReceiver::pauseProducing);
        TestClient client = stage.connect(lines).send("one\ntwo\nthree\n");
        stage.turn();
        lines.each = _ -> {
            throw new IllegalStateException("on purpose");
        };
        stage.reactor.callLater(ZERO, lines::resumeProducing);
        stage.turn();
        assertThat(lines.heard).containsExactly("one", "two");
        assertThat(lines.reason).isNotNull();
        client.expectEnd();
        stage.expectFailures("on purpose");
    }

    /** Remembers lines, and does something with each. */
    private static class Lines extends LineReceiver {

        final List<String> heard = new ArrayList<>();
        final StringBuilder raw = new StringBuilder();
        Consumer<LineReceiver> each;
        Reason reason;

        Lines() {
            this(_ -> {});
        }

        Lines(Consumer<LineReceiver> each) {
            this.each = each;
        }

        @Override
        protected void lineReceived(Line line) {
            heard.add(switch (line) {
                case Line.Text(String text) -> text;
                case Line.TooLong _ -> "(too long)";
                case Line.NotUtf8 _ -> "(not UTF-8)";
            });
            each.accept(this);
        }

        @Override
        protected void connectionLost(Reason why) {
            reason = why;
        }
    }
}
