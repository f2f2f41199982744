package sevenservers.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Members of a chat whose {@link Wire} breaks, falls silent or trickles: C3,
 * C4 and C7.
 */
public interface ChatWireContract extends WireContract {

    @Test
    @DisplayName("C3: the others are told once of who talks when its wire breaks")
    default void wireOfTalkerBreaks() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            ChatClient betty =
                    chat.join(chat.server().connectThrough(Faults.NONE), "betty");
            ChatClient carol = chat.join("carol");
            // Less than maxBacklog: nobody is dropped for not reading it yet.
            Talk talk = Talk.of(900, betty);
            talk.expect(0, 100, andy);
            betty.client().link().reset();
            for (ChatClient other : new ChatClient[] {andy, carol}) {
                String line = other.client().readLine();
                while (line.startsWith("#[betty]>>> ")) {
                    line = other.client().readLine();
                }
                assertThat(line).isEqualTo("(User betty disconnected)");
            }
            carol.expectNothingFrom(andy);
            chat.server().connect().send("betty:<handshake>\n").readLine();
            andy.client().readLine();
            carol.client().readLine();
            andy.expectNothingFrom(carol);
        }
    }

    @Test
    @DisplayName("C3: the others are told of who was ended in its silence")
    default void silentReaderIsTold() {
        var options = defaults().withMaxBacklog(256 * 1024 * 1024)
                .withWriteTimeout(Duration.ofSeconds(1));
        try (var chat = chat(options)) {
            ChatClient talker = chat.join("talker");
            ChatClient silent =
                    chat.join(chat.server().connectThrough(Faults.NONE), "silent");
            silent.client().link().silence();
            Task.start("reading on", silent.client()::readToEnd);
            Talk.of(FaultContract.MUCH, talker);
            talker.expectLeft(silent);
        }
    }

    @Test
    @DisplayName("C7: who falls silent before it has joined: join timeout")
    default void silentJoiner() {
        var options = defaults().withJoinTimeout(Duration.ofSeconds(1))
                .withMaxConnections(2);
        try (var chat = chat(options)) {
            ChatClient andy = chat.join("andy");
            TestClient silent = chat.server().connectThrough(Faults.NONE);
            silent.link().silence();
            arriveWhenThereIsRoom(chat.server()).ping();
            assertThat(andy.client().readLine()).startsWith("(User visitor-");
            silent.link().resume();
            silent.expectLine("! join timeout").expectEnd();
        }
    }

    @Test
    @DisplayName("C4: who sends FIN still receives what was queued, then the end")
    default void queuedBeforeFin() {
        var options = defaults().withMaxBacklog(32 * 1024 * 1024);
        try (var server = start(options)) {
            Visitor slow =
                    Visitor.arrive(service(), server.connectThrough(RAGGED));
            // More than the kernel and the wire take, as without a wire.
            Delivery delivery = Delivery.of(6_000, service(), slow, server);
            delivery.awaitHandled();
            slow.client().finish();
            delivery.expectAll();
            slow.client().expectEnd();
        }
    }

    @Test
    @DisplayName("C4: lines that trickle in are whole, and before the FIN")
    default void linesTrickleIn() {
        try (var chat = chat()) {
            ChatClient andy = chat.join("andy");
            Faults narrow = Faults.NONE.withBandwidth(2000).withSlices(5, 1);
            ChatClient betty =
                    chat.join(chat.server().connectThrough(narrow), "betty");
            betty.say("one").say("two").client().finish();
            andy.expectSaid(betty, "one").expectSaid(betty, "two")
                    .expectLeft(betty);
            betty.client().expectEnd();
        }
    }
}
