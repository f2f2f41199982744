package sevenservers.asyncore.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import sevenservers.asyncore.DispatcherWithSend;
import sevenservers.asyncore.Loop;
import sevenservers.contract.Deadlines;
import sevenservers.contract.HostPort;

/**
 * Asks a finger server (RFC 1288) about somebody. Nobody waits for the answer: when
 * it is there, what is to be done next is called with it, the continuation. Many
 * questions can so be under way in one loop.
 *
 * <p>Retells {@code finger_client} of the documents. That one calls its
 * {@code done_fun} with what has come, whether or not that is all of the answer.
 *
 * <p>What this style pays: who asks a second question because of the first answer
 * writes a continuation within a continuation. Modules 05 and 07 tell such a story
 * line by line.
 */
final class FingerClient extends DispatcherWithSend {

    /** The longest answer, in bytes. */
    static final int LONGEST_ANSWER = 64 * 1024;

    private static final int CHUNK = 4 * 1024;

    /** What has become of a question. */
    sealed interface Result {

        /** The server's answer, which may contain any characters. */
        record Answer(String text) implements Result {
        }

        /** There is none, and why, for a person. */
        record Failure(String reason) implements Result {
        }
    }

    private final FingerAccount account;
    private final boolean longForm;
    private final Consumer<Result> continuation;
    private final Deadlines.Deadline clock = deadline(this::handleLate);
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    private boolean done;

    private FingerClient(Loop loop, FingerAccount account, boolean longForm,
            Consumer<Result> continuation) {
        super(loop);
        this.account = account;
        this.longForm = longForm;
        this.continuation = continuation;
    }

    /**
     * Asks. To find the server's address may take its time, and so is the
     * caller's business.
     *
     * @param server the address of the account's host, and the port
     * @param longForm whether the server is asked for all that it knows
     * @param limit how long connect and answer may take together
     * @param continuation is called once in the loop's thread, perhaps before this
     *     method returns
     */
    static void ask(Loop loop, InetSocketAddress server, FingerAccount account,
            boolean longForm, Duration limit, Consumer<Result> continuation) {
        new FingerClient(loop, account, longForm, continuation).go(server, limit);
    }

    private void go(InetSocketAddress server, Duration limit) {
        clock.in(limit);
        try {
            createSocket();
            connect(server);
        } catch (IOException noDescriptor) {
            handleError(noDescriptor);
        }
    }

    @Override
    protected void handleConnect() {
        send(account.question(longForm));
    }

    @Override
    protected void handleRead() {
        buffer.clear();
        int count = recv(buffer);
        if (count > 0) {
            collected.write(buffer.array(), 0, count);
            if (collected.size() > LONGEST_ANSWER) {
                fail("the answer is longer than " + LONGEST_ANSWER + " bytes");
            }
        }
    }

    /** When sending has found the connection broken, reading finds just an end. */
    @Override
    protected void handleClose() {
        if (isConnected()) {
            end(new Result.Answer(collected.toString(UTF_8)));
        } else {
            fail("the connection broke before the answer's end");
        }
    }

    private void handleLate() {
        fail("no whole answer in time");
    }

    @Override
    protected void handleError(Throwable failure) {
        if (!(failure instanceof IOException)) {
            super.handleError(failure);
        }
        fail(peer() == null ? failure.getMessage()
                : "cannot reach " + HostPort.format(peer()) + ": "
                        + failure.getMessage());
    }

    private void fail(String reason) {
        end(new Result.Failure(reason));
    }

    private void end(Result result) {
        clock.clear();
        close();
        if (!done) {
            done = true;
            continuation.accept(result);
        }
    }
}
