package sevenservers.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.tests.TestClient;

/** One side has no more to say, the other one has. */
@Timeout(120)
class HalfCloseTest {

    private final Stage stage = new Stage();
    private final Recorder protocol = new Recorder();
    private final Recorder talker = new Recorder() {
        @Override
        protected void readConnectionLost() {
            events.add("finished");
        }
    };

    HalfCloseTest() throws IOException {
    }

    @AfterEach
    void close() throws IOException {
        stage.close();
    }

    @Test
    void endsWithTheOtherSideWhenAllIsSent() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        byte[] much = protocol.writeMuch();
        client.finish();
        stage.turnUntil("it hears the end", () -> protocol.count("finished") == 1);
        assertThat(protocol.isLost()).isFalse();
        assertThat(protocol.transport().isOpen()).isFalse();
        assertThat(stage.receivedBy(client)).isEqualTo(much);
        stage.turnUntil("it is lost", protocol::isLost);
        assertThat(protocol.reason).isEqualTo(new Reason.Done());
        stage.advance(Duration.ofHours(1));
        stage.expectRest();
    }

    @Test
    void endsAtOnceWithTheOtherSideWhenNothingIsUnsent() throws IOException {
        stage.connect(protocol).finish();
        stage.turn();
        assertThat(protocol.events).containsExactly("made", "finished", "lost");
    }

    @Test
    void mayGoOnSendingToWhoHasNoMoreToSay() throws IOException {
        TestClient client = stage.connect(talker).finish();
        stage.turnUntil("it hears the end", () -> talker.count("finished") == 1);
        stage.expectRest();
        assertThat(talker.transport().isOpen()).isTrue();
        talker.write("one\n");
        stage.turn();
        talker.write("two\n");
        client.expectLine("one").expectLine("two");
        talker.call(Transport::loseConnection);
        stage.turn();
        client.expectEnd();
        assertThat(talker.events).containsExactly("made", "finished", "lost");
        assertThat(talker.reason).isEqualTo(new Reason.Done());
    }

    @Test
    void hearsOfAResetWhenItSendsToWhoHadNoMoreToSay() throws IOException {
        TestClient client = stage.connect(talker).finish();
        stage.turnUntil("it hears the end", () -> talker.count("finished") == 1);
        client.reset();
        talker.write("are you there?");
        stage.turn();
        talker.write("are you there?");
        stage.turnUntil("it is lost", talker::isLost);
        assertThat(talker.reason).isInstanceOf(Reason.Lost.class);
    }

    @Test
    void goesOnReceivingWhenItHasNoMoreToSay() throws IOException {
        TestClient client = stage.connect(protocol);
        protocol.write("that is all\n");
        protocol.call(Transport::loseWriteConnection);
        protocol.call(Transport::loseWriteConnection);
        protocol.write("too late");
        assertThat(protocol.transport().isOpen()).isTrue();
        stage.turn();
        client.expectLine("that is all").expectEnd();
        client.send("hello");
        stage.turn();
        assertThat(protocol.input).hasToString("hello");
        stage.expectRest();
        protocol.write("too late");
        assertThat(protocol.transport().unsent()).isZero();
        client.finish();
        stage.turn();
        assertThat(protocol.events).containsExactly("made", "data", "finished",
                "lost");
        assertThat(protocol.reason).isEqualTo(new Reason.Done());
    }

    @Test
    void sendsWhatIsUnsentBeforeItHasNoMoreToSay() throws Exception {
        TestClient client = stage.connectSlow(talker);
        byte[] much = talker.writeMuch();
        talker.call(Transport::loseWriteConnection);
        client.finish();
        stage.turnUntil("it hears the end", () -> talker.count("finished") == 1);
        assertThat(talker.isLost()).isFalse();
        assertThat(stage.receivedBy(client)).isEqualTo(much);
        stage.turnUntil("it is lost", talker::isLost);
        assertThat(talker.reason).isEqualTo(new Reason.Done());
    }

    @Test
    void goesOnReceivingWhileItSendsTheRest() throws Exception {
        TestClient client = stage.connectSlow(protocol);
        byte[] much = protocol.writeMuch();
        protocol.transport().loseWriteConnection();
        client.send("hello");
        stage.turnUntil("it is heard", () -> protocol.input.length() == 5);
        assertThat(protocol.transport().unsent()).isPositive();
        stage.read(client, much.length);
        stage.turnUntil("all is sent", () -> protocol.transport().unsent() == 0);
        client.expectEnd();
        client.send(", world");
        stage.turnUntil("it is heard", () -> protocol.input.length() == 12);
        assertThat(protocol.isLost()).isFalse();
    }

    @Test
    void endsWhenBothHaveNoMoreToSay() throws IOException {
        TestClient client = stage.connect(talker).finish();
        stage.turnUntil("it hears the end", () -> talker.count("finished") == 1);
        talker.call(Transport::loseWriteConnection);
        stage.turn();
        assertThat(talker.events).containsExactly("made", "finished", "lost");
        client.expectEnd();
    }

    @Test
    void endsThoughItOnlyListensWhenTheOtherSideEnds() throws IOException {
        TestClient client = stage.connect(talker);
        talker.call(Transport::loseWriteConnection);
        stage.turn();
        client.expectEnd();
        client.finish();
        stage.turn();
        assertThat(talker.events).containsExactly("made", "finished", "lost");
    }

    @Test
    void mayEndAltogetherLater() throws IOException {
        TestClient client = stage.connect(protocol);
        protocol.transport().loseWriteConnection();
        stage.turn();
        protocol.call(Transport::loseConnection);
        stage.turn();
        client.expectEnd();
        assertThat(protocol.events).containsExactly("made", "lost");
    }

    @Test
    void mayBeAbortedLater() throws IOException {
        TestClient client = stage.connect(protocol);
        protocol.transport().loseWriteConnection();
        stage.turn();
        protocol.call(Transport::abortConnection);
        stage.turn();
        assertThat(protocol.reason).isEqualTo(new Reason.Aborted());
        client.expectEnd();
    }

    @Test
    void isNoOtherEndOfOneThatEnds() throws IOException {
        TestClient client = stage.connect(protocol);
        protocol.write("one ");
        protocol.write("two\n");
        protocol.transport().loseConnection();
        protocol.transport().loseWriteConnection();
        stage.turn();
        client.expectLine("one two").expectEnd();
        assertThat(protocol.isLost()).isTrue();
    }

    @Test
    void findsTheConnectionBrokenWhenItHasNoMoreToSay() throws IOException {
        TestClient client = stage.connect(talker).finish();
        stage.turnUntil("it hears the end", () -> talker.count("finished") == 1);
        talker.write("into the void");
        client.reset();
        talker.call(Transport::loseWriteConnection);
        stage.turnUntil("it is lost", talker::isLost);
    }
}
