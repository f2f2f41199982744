package sevenservers.reactor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import sevenservers.contract.Line;
import sevenservers.contract.LineDecoder;

/**
 * A protocol that is told when a whole line has come, however the network cut it.
 *
 * <p>Retells Twisted's {@code LineReceiver}. In raw mode bytes come as they are:
 * the body after the lines of a head.
 */
public abstract class LineReceiver extends Protocol {

    private final LineDecoder lines = new LineDecoder();
    private ByteBuffer kept = ByteBuffer.allocate(0);
    private boolean paused;
    private boolean raw;

    /** A line has come, or what cannot be one. */
    protected abstract void lineReceived(Line line);

    /**
     * Bytes have come in raw mode. What is left of them after
     * {@link #setLineMode()} are lines again; anything else must be taken.
     */
    protected void rawDataReceived(ByteBuffer data) {
        throw new UnsupportedOperationException("nobody takes raw data");
    }

    /** From now on, and with what is left of these bytes, no lines are cut. */
    protected final void setRawMode() {
        raw = true;
    }

    /** From now on, and with what is left of these bytes, lines are cut. */
    protected final void setLineMode() {
        raw = false;
    }

    /** Sends a line, and its LF. */
    protected final void sendLine(String line) {
        transport().write(
                ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * No more lines for now, not even from bytes that have come already: they are
     * kept.
     */
    protected final void pauseProducing() {
        paused = true;
        transport().pauseProducing();
    }

    /** Goes on, with what was kept at first; a failure ends the connection. */
    protected final void resumeProducing() {
        paused = false;
        ByteBuffer data = kept;
        kept = ByteBuffer.allocate(0);
        try {
            dataReceived(data);
        } catch (RuntimeException | Error failure) {
            transport().loseConnection();
            throw failure;
        }
        if (!paused) {
            transport().resumeProducing();
        }
    }

    @Override
    protected void dataReceived(ByteBuffer data) {
        while (data.hasRemaining() && !paused && transport().isOpen()) {
            if (raw) {
                rawDataReceived(data);
            } else {
                Line line = lines.next(data);
                if (line != null) {
                    lineReceived(line);
                }
            }
        }
        if (data.hasRemaining() && transport().isOpen()) {
            keep(data);
        }
    }

    /** There is some already if others have resumed the transport meanwhile. */
    private void keep(ByteBuffer data) {
        kept = ByteBuffer.allocate(kept.remaining() + data.remaining()).put(kept)
                .put(data).flip();
    }
}
