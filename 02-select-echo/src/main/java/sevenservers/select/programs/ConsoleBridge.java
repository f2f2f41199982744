package sevenservers.select.programs;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import sevenservers.contract.Quietly;

/**
 * Standard input as a channel that a selector can watch.
 *
 * <p>The documents' {@code select} takes standard input beside the sockets, since
 * on Unix both are file descriptors. (On Windows it takes sockets alone, in Python
 * as well.) A Java selector takes only a {@code SelectableChannel}, and
 * {@code System.in} is none: it is a stream, and all one can do with it is to wait
 * in {@code read}. So somebody has to wait, but not the selector's thread:
 *
 * <pre>
 *  System.in --read()--> thread "console" --write()--> Pipe --OP_READ--> selector
 * </pre>
 *
 * <p>The end of the input becomes the end of the pipe. When nobody reads the pipe,
 * it is full after some 64 KiB, and the thread waits: what is piped into a program
 * faster than it can use it stays where it comes from. Nothing can wake a thread
 * from reading standard input; so it is a daemon, which does not keep a process
 * from ending.
 */
final class ConsoleBridge implements Closeable {

    private final Pipe pipe;

    private ConsoleBridge(Pipe pipe) {
        this.pipe = pipe;
    }

    /** Starts to copy the input. */
    static ConsoleBridge open(InputStream console) throws IOException {
        var bridge = new ConsoleBridge(Pipe.open());
        Thread.ofPlatform().daemon().name("console")
                .start(() -> bridge.copy(console));
        return bridge;
    }

    /** The end of the pipe that can be registered with a selector. */
    Pipe.SourceChannel source() {
        return pipe.source();
    }

    private void copy(InputStream console) {
        try (OutputStream sink = Channels.newOutputStream(pipe.sink())) {
            console.transferTo(sink);
        } catch (IOException ended) {
            // The input is broken, which is its end too, or nobody wants more.
        }
    }

    @Override
    public void close() {
        Quietly.close(pipe.source());
        Quietly.close(pipe.sink());
    }
}
