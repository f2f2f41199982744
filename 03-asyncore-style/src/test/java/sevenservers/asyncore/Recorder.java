package sevenservers.asyncore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** A dispatcher that remembers what happens to it. */
class Recorder extends Dispatcher {

    final List<String> events = new ArrayList<>();
    final StringBuilder input = new StringBuilder();
    boolean readable = true;
    boolean writable;
    int questions;
    int mostPerRead = 1000;

    Recorder(Loop loop) {
        super(loop);
    }

    Recorder(Loop loop, SocketChannel channel) throws IOException {
        super(loop, channel);
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    @Override
    protected boolean readable() {
        questions++;
        return readable;
    }

    @Override
    protected boolean writable() {
        return writable;
    }

    @Override
    protected void handleRead() throws IOException {
        events.add("read");
        ByteBuffer buffer = ByteBuffer.allocate(mostPerRead);
        if (recv(buffer) > 0) {
            input.append(UTF_8.decode(buffer.flip()));
        }
    }

    @Override
    protected void handleWrite() throws IOException {
        events.add("write");
        writable = false;
    }

    @Override
    protected void handleOob() throws IOException {
        events.add("oob");
    }

    @Override
    protected void handleConnect() throws IOException {
        events.add("connect");
    }

    @Override
    protected void handleClose() {
        events.add(isConnected() ? "close" : "broken");
        super.handleClose();
    }

    @Override
    protected void handleError(Throwable failure) {
        events.add("error");
        super.handleError(failure);
    }

    @Override
    protected void handleDeaf() {
        events.add("deaf");
    }

    @Override
    protected void handleEnd() {
        events.add("end");
    }
}
