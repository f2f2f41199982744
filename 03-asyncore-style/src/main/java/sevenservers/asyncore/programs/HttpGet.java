package sevenservers.asyncore.programs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import sevenservers.asyncore.DispatcherWithSend;
import sevenservers.asyncore.Loop;
import sevenservers.contract.Deadlines;
import sevenservers.contract.HostPort;
import sevenservers.contract.http.HeadReader;
import sevenservers.contract.http.HttpBody;
import sevenservers.contract.http.HttpHead;
import sevenservers.contract.http.HttpUrl;

/**
 * Gets one thing over HTTP/1.1. The body is handed on as it comes, and is never
 * held.
 *
 * <p>Retells {@code asynhttp.py} of the documents, which sends GET and collects
 * what comes, the head too. It leaves out what a browser does: it follows no
 * redirects, knows no TLS, and uses a connection once.
 *
 * <pre>
 *  CONNECTING --> HEAD --whole--> BODY --its end--> Whole
 *      |           |               |
 *      `-----------`---------------`--refused, late, malformed, cut--> Failed
 * </pre>
 */
final class HttpGet extends DispatcherWithSend {

    private static final int LONGEST_HEAD = 64 * 1024;
    private static final int CHUNK = 64 * 1024;

    /** What becomes of the answer, told in the loop's thread. */
    interface Receiver {

        /** The head has come; before the body, and once. */
        void head(HttpHead head) throws IOException;

        /** More of the body has come, in a buffer that will be used again. */
        void body(ByteBuffer piece) throws IOException;

        /** The end, and the last call. */
        void end(Result result);
    }

    /** How it has ended. */
    sealed interface Result {

        /** The answer is whole. Whether it is a welcome one, the status says. */
        record Whole(int status) implements Result {
        }

        /** The answer is not whole, and why, for a person. */
        record Failed(String reason) implements Result {
        }
    }

    private final HttpUrl url;
    private final Duration patience;
    private final Receiver receiver;
    private final Deadlines.Deadline clock = deadline(this::handleLate);
    private final HeadReader heads = new HeadReader(LONGEST_HEAD);
    private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
    private HttpBody body;
    private int status;
    private boolean done;

    private HttpGet(Loop loop, HttpUrl url, Duration patience, Receiver receiver) {
        super(loop);
        this.url = url;
        this.patience = patience;
        this.receiver = receiver;
    }

    /**
     * Begins to get it. To find the server's address may take its time, and so is
     * the caller's business.
     *
     * @param server the address of the URL's host and port
     * @param patience how long nothing may come
     * @param receiver is told what comes, perhaps before this method returns
     */
    static void get(Loop loop, InetSocketAddress server, HttpUrl url,
            Duration patience, Receiver receiver) {
        new HttpGet(loop, url, patience, receiver).go(server);
    }

    private void go(InetSocketAddress server) {
        clock.in(patience);
        try {
            createSocket();
            connect(server);
        } catch (IOException noDescriptor) {
            handleError(noDescriptor);
        }
    }

    @Override
    protected void handleConnect() {
        clock.in(patience);
        send(US_ASCII.encode("GET " + url.target() + " HTTP/1.1\r\n"
                + "Host: " + url.authority() + "\r\n"
                + "User-Agent: seven-servers\r\n"
                + "Connection: close\r\n\r\n"));
    }

    @Override
    protected void handleRead() throws IOException {
        buffer.clear();
        if (recv(buffer) > 0) {
            clock.in(patience);
            buffer.flip();
            if (body != null || readHead()) {
                body.read(buffer, receiver::body);
                if (body.isComplete()) {
                    end(new Result.Whole(status));
                }
            }
        }
    }

    /** Reads on, past heads that only say that the answer is to come. */
    private boolean readHead() throws IOException {
        for (HttpHead head; (head = heads.read(buffer)) != null;) {
            status = head.status();
            if (status >= 200) {
                body = HttpBody.of(status, head);
                receiver.head(head);
                return true;
            }
        }
        return false;
    }

    /** When sending has found the connection broken, reading finds just an end. */
    @Override
    protected void handleClose() {
        if (!isConnected()) {
            fail("the connection broke before the answer's end");
        } else if (body == null || !body.mayEndHere()) {
            fail("the connection ended before the answer did");
        } else {
            end(new Result.Whole(status));
        }
    }

    private void handleLate() {
        fail("nothing has come in time");
    }

    @Override
    protected void handleError(Throwable failure) {
        if (!(failure instanceof IOException)) {
            super.handleError(failure);
        }
        fail(isConnected() || peer() == null ? failure.getMessage()
                : "cannot reach " + HostPort.format(peer()) + ": "
                        + failure.getMessage());
    }

    private void fail(String reason) {
        end(new Result.Failed(reason));
    }

    private void end(Result result) {
        clock.clear();
        close();
        if (!done) {
            done = true;
            receiver.end(result);
        }
    }
}
