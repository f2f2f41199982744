package sevenservers.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.tests.TestClient;

/** What a protocol receives, and when it wants nothing. */
@Timeout(120)
class ReadingTest {

    private final Stage stage = new Stage();
    private final Recorder protocol = new Recorder();

    ReadingTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @Test
    void receivesWhatComes() throws IOException {
        TestClient client = stage.connect(protocol);
        stage.expectRest();
        client.send("hello");
        stage.turn();
        assertThat(protocol.input).hasToString("hello");
        client.send(", world");
        stage.turn();
        assertThat(protocol.input).hasToString("hello, world");
        assertThat(protocol.events).containsExactly("made", "data", "data");
        stage.expectRest();
    }

    @Test
    void receivesABoundedPieceInATurn() throws Exception {
        List<Integer> pieces = new ArrayList<>();
        var taking = new Recorder() {
            @Override
            protected void dataReceived(ByteBuffer data) {
                pieces.add(data.remaining());
            }
        };
        TestClient client = stage.connect(taking);
        taking.transport().pauseProducing();
        client.send(new byte[1 << 20]);
        taking.transport().resumeProducing();
        stage.turn();
        assertThat(pieces).containsExactly(64 * 1024);
        stage.turn();
        assertThat(pieces).containsExactly(64 * 1024, 64 * 1024);
        stage.turnUntil("all is read", () -> pieces.stream()
                .mapToInt(Integer::intValue).sum() == 1 << 20);
    }

    @Test
    void receivesNothingWhileItIsPaused() throws IOException {
        TestClient client = stage.connect(protocol);
        protocol.call(Transport::pauseProducing);
        client.send("held");
        stage.expectRest();
        assertThat(protocol.events).containsExactly("made");
        protocol.call(Transport::resumeProducing);
        assertThat(protocol.input).isEmpty();
        stage.turn();
        assertThat(protocol.input).hasToString("held");
        stage.expectRest();
    }

    @Test
    void mayBePausedByWhatItReceives() throws IOException {
        var pausing = new Recorder() {
            @Override
            protected void dataReceived(ByteBuffer data) {
                super.dataReceived(data);
                transport().pauseProducing();
            }
        };
        TestClient client = stage.connect(pausing).send("one");
        stage.turnUntil("it has read", () -> pausing.input.length() == 3);
        client.send("two");
        stage.expectRest();
        assertThat(pausing.input).hasToString("one");
        pausing.transport().resumeProducing();
        stage.turn();
        assertThat(pausing.input).hasToString("onetwo");
    }

    @Test
    void mayBePausedFromTheBeginning() throws IOException {
        var pausing = new Recorder() {
            @Override
            protected void connectionMade() {
                super.connectionMade();
                transport().pauseProducing();
            }
        };
        stage.connect(pausing).send("hello");
        stage.expectRest();
        assertThat(pausing.input).isEmpty();
    }

    @Test
    void isPausedInTheTurnInWhichSomethingHasComeForIt() throws IOException {
        List<Recorder> both = new ArrayList<>();
        class Pausing extends Recorder {

            @Override
            protected void dataReceived(ByteBuffer data) {
                super.dataReceived(data);
                both.stream().filter(other -> other != this)
                        .forEach(other -> other.transport().pauseProducing());
            }
        }

        both.add(new Pausing());
        both.add(new Pausing());
        TestClient one = stage.connect(both.getFirst());
        TestClient other = stage.connect(both.getLast());
        one.send("hello");
        other.send("hello");
        stage.turn();
        assertThat(both).extracting(pausing -> pausing.input.length())
                .containsExactlyInAnyOrder(0, 5);
        stage.expectRest();
    }

    @Test
    void hearsNoEndWhileItIsPaused() throws IOException {
        TestClient client = stage.connect(protocol);
        protocol.transport().pauseProducing();
        client.send("last words").finish();
        stage.expectRest();
        assertThat(protocol.events).containsExactly("made");
        protocol.transport().resumeProducing();
        stage.turnUntil("it is lost", protocol::isLost);
        assertThat(protocol.events).containsExactly("made", "data", "finished",
                "lost");
        assertThat(protocol.input).hasToString("last words");
    }

    @Test
    void hearsOfNoResetWhileItIsPaused() throws IOException {
        TestClient client = stage.connect(protocol);
        protocol.transport().pauseProducing();
        client.send("last words");
        client.reset();
        stage.expectRest();
        assertThat(protocol.events).containsExactly("made");
        protocol.transport().resumeProducing();
        stage.turnUntil("it is lost", protocol::isLost);
        assertThat(protocol.events).containsExactly("made", "data", "lost");
        assertThat(protocol.reason).isInstanceOf(Reason.Lost.class);
    }

    @Test
    void receivesNothingMoreOnceItHasAskedForTheEnd() throws IOException {
        var ending = new Recorder() {
            @Override
            protected void dataReceived(ByteBuffer data) {
                super.dataReceived(data);
                call(Transport::loseConnection);
            }
        };
        TestClient client = stage.connect(ending).send("one");
        stage.turnUntil("it is lost", ending::isLost);
        client.send("two").expectEnd();
        stage.turn();
        assertThat(ending.events).containsExactly("made", "data", "lost");
    }

    @Test
    void receivesNothingInTheTurnInWhichAnotherHasEndedIt() throws IOException {
        List<Recorder> both = new ArrayList<>();
        class Ending extends Recorder {

            @Override
            protected void dataReceived(ByteBuffer data) {
                super.dataReceived(data);
                both.stream().filter(other -> other != this)
                        .forEach(other -> other.call(Transport::abortConnection));
            }
        }

        both.add(new Ending());
        both.add(new Ending());
        TestClient one = stage.connect(both.getFirst());
        TestClient other = stage.connect(both.getLast());
        one.send("hello");
        other.send("hello");
        stage.turn();
        assertThat(both).extracting(ending -> ending.input.length())
                .containsExactlyInAnyOrder(0, 5);
        assertThat(both).extracting(Recorder::isLost)
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void receivesTheLinesBeforeAReset() throws IOException {
        TestClient client = stage.connect(protocol).send("last words");
        client.reset();
        protocol.call(_ -> protocol.write("into the void"));
        protocol.call(_ -> protocol.write("into the void"));
        stage.turnUntil("it is lost", protocol::isLost);
        assertThat(protocol.input).hasToString("last words");
        assertThat(protocol.events).containsExactly("made", "deaf", "data", "lost");
        assertThat(protocol.reason)
                .isInstanceOfSatisfying(Reason.Lost.class, reason -> assertThat(
                        reason.message()).startsWith("the connection broke: "));
    }
}
