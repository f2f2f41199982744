package sevenservers.virtual.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;
import static sevenservers.tests.Wait.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sevenservers.contract.ServerOptions;
import sevenservers.tests.ChatClient;
import sevenservers.tests.TestClient;

/**
 * What is its own, not that of the channels: how it accepts, and how it ends. The
 * rest of the contract is tested with StreamChat.
 */
@Timeout(120)
class GreenChatTest {

    private final List<TestClient> clients = new ArrayList<>();
    private GreenChat server;

    @AfterEach
    void close() {
        clients.forEach(TestClient::close);
        server.close();
    }

    private void start(ServerOptions options) throws IOException {
        server = GreenChat.start(options);
    }

    private TestClient connect() {
        return add(TestClient.connect(server.address(), PATIENCE));
    }

    private TestClient add(TestClient client) {
        clients.add(client);
        return client;
    }

    private ChatClient join(String name) {
        return ChatClient.join(connect(), name);
    }

    @Test
    void tellsAllOthersWhatOneSays() throws IOException {
        start(ServerOptions.defaults());
        ChatClient andy = join("andy");
        ChatClient betty = join("betty");
        andy.expectJoined(betty).say("hi: see http://localhost");
        betty.expectSaid(andy, "hi: see http://localhost");
        betty.client().finish().expectEnd();
        andy.expectLeft(betty);
    }

    @Test
    void saysAtOnceThatItIsFull() throws IOException {
        start(ServerOptions.defaults().withMaxConnections(1));
        join("andy");
        for (int i = 0; i < 3; i++) {
            connect().expectLine("! server full").expectEnd();
        }
    }

    @Test
    void endsSilentlyAndForAllWhoCloseIt() throws Exception {
        start(ServerOptions.defaults());
        ChatClient andy = join("andy");
        TestClient unjoined = connect();
        andy.expectJoined(join("betty"));
        List<FutureTask<Boolean>> closing = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            var close = new FutureTask<Boolean>(() -> {
                server.close();
                return TestClient.canConnect(server.address(), PATIENCE);
            });
            closing.add(close);
            Thread.ofVirtual().start(close);
        }
        andy.client().expectEnd();
        unjoined.expectEnd();
        clients.forEach(TestClient::close);
        for (var close : closing) {
            assertThat(close.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("a connection after close()").isFalse();
        }
    }

    /** It would not even notice the grace if its end were interrupted. */
    @Test
    void givesWhoReadsLateTheGraceThoughClosedTwice() throws Exception {
        start(ServerOptions.defaults().withMaxBacklog(64 * 1024 * 1024));
        ChatClient andy = join("andy");
        ChatClient slow = ChatClient.join(
                add(TestClient.connectSlow(server.address(), PATIENCE)), "slow");
        andy.expectJoined(slow);
        int lines = 4000;
        String text = "x".repeat(1000);
        for (int i = 0; i < lines; i++) {
            andy.say(text);
        }
        // Its answer says that all before it was handled.
        andy.type("andy:<handshake>").expect("! already joined");
        List<Thread> closing = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            closing.add(Thread.ofVirtual().start(server::close));
        }
        await().until(() -> !TestClient.canConnect(server.address(), PATIENCE));
        for (int i = 0; i < lines; i++) {
            slow.expectSaid(andy, text);
        }
        slow.client().expectEnd();
        clients.forEach(TestClient::close);
        for (Thread close : closing) {
            close.join();
        }
    }

    @Test
    void dropsWhoDoesNotReadWhenTheGraceIsOver() throws IOException {
        start(ServerOptions.defaults().withMaxBacklog(64 * 1024 * 1024)
                .withGrace(Duration.ofMillis(100)));
        ChatClient andy = join("andy");
        andy.expectJoined(ChatClient.join(
                add(TestClient.connectSlow(server.address(), PATIENCE)), "deaf"));
        for (int i = 0; i < 2000; i++) {
            andy.say("x".repeat(1000));
        }
        andy.type("andy:<handshake>").expect("! already joined");
        long start = System.nanoTime();
        server.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("the time that close() took").isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void doesNotMakeAHandlerWaitForItself() throws IOException {
        var close = new AtomicReference<Runnable>(() -> {
        });
        start(ServerOptions.defaults().withWork(() -> close.get().run()));
        ChatClient andy = join("andy");
        close.set(server::close);
        andy.type("end").client().expectEnd();
    }
}
