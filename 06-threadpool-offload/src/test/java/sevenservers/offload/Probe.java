package sevenservers.offload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/** A handler that remembers what happens to it, and does what the test tells it. */
final class Probe extends EventHandler {

    private final SelectableChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1024);
    boolean receives = true;
    boolean sends;
    EventLoop.Event onReceive = this::read;
    EventLoop.Event onSend = () -> sends = false;
    Runnable onAsked = () -> {
    };
    Runnable onFailure = () -> {
    };
    /** Whether failures are only remembered. */
    boolean survives = true;
    int asked;
    int received;
    int sent;
    int interestsSet;
    final List<Throwable> failures = new ArrayList<>();

    Probe(SelectableChannel channel) {
        this.channel = channel;
    }

    void read() throws IOException {
        ((ReadableByteChannel) channel).read(buffer.clear());
    }

    boolean isRemoved() {
        return !channel.isOpen();
    }

    @Override
    void addedTo(EventLoop loop, SelectionKey key) {
        super.addedTo(loop, new CountingKey(key));
    }

    @Override
    protected SelectableChannel channel() {
        return channel;
    }

    @Override
    protected boolean wantsToReceive() {
        asked++;
        onAsked.run();
        return receives;
    }

    @Override
    protected void handleReceive() throws IOException {
        received++;
        onReceive.handle();
    }

    @Override
    protected boolean wantsToSend() {
        return sends;
    }

    @Override
    protected void handleSend() throws IOException {
        sent++;
        onSend.handle();
    }

    @Override
    protected void handleFailure(Throwable failure) {
        failures.add(failure);
        onFailure.run();
        if (!survives) {
            super.handleFailure(failure);
        }
    }

    /** Counts how often an interest is set. */
    private final class CountingKey extends SelectionKey {

        private final SelectionKey key;

        CountingKey(SelectionKey key) {
            this.key = key;
        }

        @Override
        public SelectableChannel channel() {
            return key.channel();
        }

        @Override
        public Selector selector() {
            return key.selector();
        }

        @Override
        public boolean isValid() {
            return key.isValid();
        }

        @Override
        public void cancel() {
            key.cancel();
        }

        @Override
        public int interestOps() {
            return key.interestOps();
        }

        @Override
        public SelectionKey interestOps(int ops) {
            interestsSet++;
            return key.interestOps(ops);
        }

        @Override
        public int readyOps() {
            return key.readyOps();
        }
    }
}
