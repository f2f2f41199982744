package sevenservers.offload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sevenservers.contract.Quietly;

/**
 * The way from any thread to a loop's thread: a mailbox, and a pipe whose reading
 * end is one more channel that the loop waits for. A byte in the pipe says that
 * there is something in the mailbox.
 *
 * <p>One byte wakes the loop for many things: who puts in the first one writes it,
 * and the loop reads it before it empties the mailbox. So the pipe never holds more
 * than one byte, and whatever is put in after the mailbox was emptied comes with a
 * byte of its own.
 *
 * <p>Retells the socket pair of the document, into which every result writes a
 * byte.
 */
public class WakeupPipe extends EventHandler {

    private static final Logger LOG = LoggerFactory.getLogger(WakeupPipe.class);

    private final Pipe pipe;
    private final Mailbox mailbox = new Mailbox();
    private final ByteBuffer received = ByteBuffer.allocateDirect(1);

    /**
     * A way to the loop, which is open at once.
     *
     * @throws IOException if the system has no descriptor left
     */
    public WakeupPipe(EventLoop loop) throws IOException {
        pipe = Pipe.open();
        try {
            // Were it blocking, an interrupt of the thread that writes would close
            // it.
            pipe.sink().configureBlocking(false);
            loop.add(this);
        } catch (IOException | RuntimeException failure) {
            closeBothEnds();
            throw failure;
        }
    }

    /**
     * Has something done on the loop's thread, after all that was posted before.
     * Any thread may call this. Once the loop has ended, nothing is done.
     */
    public final void post(Runnable action) {
        if (mailbox.add(action)) {
            try {
                pipe.sink().write(ByteBuffer.allocate(1));
            } catch (IOException ended) {
                // The loop has closed its end.
            }
        }
    }

    @Override
    protected final SelectableChannel channel() {
        return pipe.source();
    }

    @Override
    protected final boolean wantsToReceive() {
        return true;
    }

    @Override
    protected final void handleReceive() throws IOException {
        // The byte first: whoever finds the mailbox empty from here on writes
        // another.
        pipe.source().read(received.clear());
        for (Runnable action : mailbox.takeAll()) {
            loop().handle(this, action::run);
        }
    }

    /** What was posted has failed; that does not stop what comes after it. */
    @Override
    protected void handleFailure(Throwable failure) {
        LOG.error("what another thread had posted has failed", failure);
    }

    /** Closes both ends. For the loop's thread. */
    public void close() {
        closeBothEnds();
    }

    private void closeBothEnds() {
        Quietly.close(pipe.source());
        Quietly.close(pipe.sink());
    }
}
