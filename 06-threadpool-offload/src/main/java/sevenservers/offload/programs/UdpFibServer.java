package sevenservers.offload.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Text;
import sevenservers.offload.EventLoop;
import sevenservers.offload.WorkerPool;

/**
 * Answers each datagram that is a whole number, space around it or not, with that
 * Fibonacci number: {@code fib(30) = 1346269}; and each other one with what was
 * wrong: {@code ! not a whole number from 0 to 40: abc}.
 *
 * <p>The numbers are found in a way that takes long, by the threads of a pool, and
 * so many at once as it has threads. An easy question that comes later is answered
 * earlier: that is why answers say which question they answer. While the pool is
 * full, nothing is received.
 *
 * <p>Retells the {@code UDPFibServer} of the document, whose answers are bare
 * numbers, and which a question that is no number ends.
 */
public final class UdpFibServer extends UdpServer {

    /** The document's port. */
    static final int PORT = 16_000;

    /** The largest number that is answered: each next one takes much longer. */
    public static final int LARGEST = 40;

    /** So many characters of a bad question are repeated in the answer. */
    static final int SHOWN = 40;

    /** ASCII digits, of which two count. */
    private static final Pattern NUMBER = Pattern.compile("0*[0-9]{1,2}");

    private final WorkerPool pool;
    private boolean waiting;

    /**
     * A server on this loop.
     *
     * @param pool does the work; it may work for others, too
     * @throws IOException if it cannot receive at this address
     */
    public UdpFibServer(EventLoop loop, InetSocketAddress address, WorkerPool pool)
            throws IOException {
        super(loop, address);
        this.pool = pool;
    }

    /**
     * Starts a server on a loop of its own, with a pool of its own, where the
     * options say.
     *
     * @throws IOException if it cannot receive there
     */
    public static RunningServer start(ServerOptions options) throws IOException {
        return UdpService.start("06-udp-fib", options,
                loop -> new WorkerPool(loop, "06-udp-fib-worker-"),
                (loop, pool) -> new UdpFibServer(loop, options.endpoint(), pool));
    }

    @Override
    protected boolean wantsToReceive() {
        return super.wantsToReceive() && !waiting;
    }

    /** Others who use the pool may have filled it meanwhile. */
    @Override
    protected boolean mayReceive() {
        if (!pool.hasRoom()) {
            waiting = true;
            pool.whenRoom(this, () -> waiting = false);
        }
        return !waiting;
    }

    @Override
    protected void received(ByteBuffer data, InetSocketAddress sender) {
        String question = UTF_8.decode(data).toString().strip();
        if (NUMBER.matcher(question).matches()
                && Integer.parseInt(question) <= LARGEST) {
            int n = Integer.parseInt(question);
            pool.run(this, () -> fib(n),
                    result -> reply("fib(" + n + ") = " + result, sender));
        } else {
            String shown =
                    question.substring(0, Math.min(SHOWN, question.length()));
            reply("! not a whole number from 0 to " + LARGEST + ": "
                    + Text.escaped(shown), sender);
        }
    }

    private void reply(String answer, InetSocketAddress to) {
        reply(UTF_8.encode(answer), to);
    }

    /**
     * The document's way, which finds the same numbers again and again. On a thread
     * of the pool, whose end may interrupt it.
     */
    static long fib(int n) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("the pool ends");
        }
        return n < 2 ? 1 : fib(n - 1) + fib(n - 2);
    }

    @Override
    protected int pending() {
        return super.pending() + pool.pending();
    }
}
