package sevenservers.offload.programs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import sevenservers.contract.Quietly;
import sevenservers.offload.EventLoop;
import sevenservers.offload.WakeupPipe;

/** A loop, and later a thread that runs it, for servers that a test adds first. */
final class LoopThread implements AutoCloseable {

    static final String NAME = "udp-test-loop";

    private final EventLoop loop = new EventLoop();
    private final WakeupPipe pipe = new WakeupPipe(loop);
    private final Thread thread = new Thread(this::run, NAME);
    private boolean closing;

    LoopThread() throws IOException {
    }

    static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    EventLoop loop() {
        return loop;
    }

    LoopThread start() {
        thread.start();
        return this;
    }

    void post(Runnable action) {
        pipe.post(action);
    }

    private void run() {
        try {
            while (!closing) {
                loop.turn();
            }
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void close() {
        pipe.post(() -> closing = true);
        Quietly.join(thread);
        loop.close();
        pipe.close();
    }
}
