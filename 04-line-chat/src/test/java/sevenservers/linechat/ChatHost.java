package sevenservers.linechat;

import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import sevenservers.asyncore.Acceptor;
import sevenservers.asyncore.Loop;
import sevenservers.contract.Quietly;
import sevenservers.contract.ServerLog;
import sevenservers.tests.TestClient;

/**
 * A loop in a thread of its own, whose connections share one buffer for input and
 * do what a test makes them do.
 */
final class ChatHost implements AutoCloseable {

    /** Makes the connection of a client that has come. */
    @FunctionalInterface
    interface Welcome {

        Talker of(ChatHost host, SocketChannel client) throws IOException;
    }

    final Loop loop;
    final ByteBuffer input = ByteBuffer.allocateDirect(64 * 1024);
    private final Welcome welcome;
    private final Listener listener;
    private final InetSocketAddress address;
    private final Thread thread = new Thread(this::run, "chat-host");
    private final ConcurrentLinkedQueue<Runnable> errands =
            new ConcurrentLinkedQueue<>();
    private final List<Talker> talkers = new CopyOnWriteArrayList<>();
    private final List<TestClient> clients = new ArrayList<>();
    private final AtomicLong turns = new AtomicLong();
    private volatile boolean closing;

    ChatHost(Welcome welcome) throws IOException {
        this.welcome = welcome;
        loop = new Loop();
        listener = new Listener();
        address = listener.address();
        thread.start();
    }

    TestClient connect() {
        return keep(TestClient.connect(address, PATIENCE));
    }

    TestClient connectSlow() {
        return keep(TestClient.connectSlow(address, PATIENCE));
    }

    /** The turns of the loop so far. */
    long turns() {
        return turns.get();
    }

    /** The connection of the client that came as the first, second... */
    Talker talker(int number) {
        return talkers.get(number);
    }

    /** Does something in the loop's thread, between two turns. */
    void inLoop(Talker.Errand errand) {
        var done = new CompletableFuture<Void>();
        errands.add(() -> {
            try {
                errand.run();
                done.complete(null);
            } catch (IOException | RuntimeException | Error failure) {
                done.completeExceptionally(failure);
            }
        });
        loop.wakeup();
        done.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        clients.forEach(TestClient::close);
        closing = true;
        loop.wakeup();
        Quietly.join(thread);
        assertThat(talkers).allMatch(Talker::isGone);
    }

    private void run() {
        try (loop) {
            while (!closing) {
                loop.turn();
                turns.incrementAndGet();
                for (Runnable next; (next = errands.poll()) != null;) {
                    next.run();
                }
            }
            listener.close();
            talkers.forEach(Talker::close);
            loop.run();
        } catch (IOException failure) {
            throw new AssertionError("the loop has failed", failure);
        }
    }

    private TestClient keep(TestClient client) {
        clients.add(client);
        return client;
    }

    private final class Listener extends Acceptor {

        Listener() throws IOException {
            super(loop, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    new ServerLog("test"));
        }

        @Override
        protected void handleAccepted(SocketChannel client) throws IOException {
            talkers.add(welcome.of(ChatHost.this, client));
        }
    }
}
