package sevenservers.asyncore.programs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sevenservers.asyncore.Acceptor;
import sevenservers.asyncore.DispatcherWithSend;
import sevenservers.asyncore.Loop;
import sevenservers.contract.Deadlines;
import sevenservers.contract.HostPort;
import sevenservers.contract.Quietly;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerLog;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Text;
import sevenservers.contract.http.HeadReader;
import sevenservers.contract.http.HttpError;
import sevenservers.contract.http.HttpHead;

/**
 * Serves the files below one folder over HTTP/1.1 (RFC 9112): GET and HEAD, one
 * range of a file, one answer after the other on a connection.
 *
 * <p>Retells {@code servhttp.py} of the documents. That one knows neither fields
 * nor connections that stay.
 *
 * <p>What this style pays: no handler may wait, but reading a file does, as long as
 * the disk takes. Java has no readiness for files, and neither have most systems.
 * While one client's piece is read from a slow disk, all others wait. Module 06
 * repairs that.
 */
public final class HttpFileServer implements RunningServer {

    private static final Logger LOG = LoggerFactory.getLogger(HttpFileServer.class);

    private static final int LONGEST_HEAD = 8 * 1024;
    private static final int INPUT = 4 * 1024;

    /**
     * How long a client may take.
     *
     * @param head from a request's first byte to the end of its head
     * @param idle from an answer, or from the connect, to a request's first byte
     */
    record Patience(Duration head, Duration idle) {

        static final Patience DEFAULT =
                new Patience(Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    private final ServerOptions options;
    private final Patience patience;
    private final HttpFiles files;
    private final Loop loop;
    private final Listener listener;
    private final InetSocketAddress address;
    private final Thread thread;
    private final ServerLog log = new ServerLog("03.files");
    private int serving;
    private volatile boolean closing;

    /**
     * Starts a server that listens where the options say.
     *
     * @throws IOException if there is no such folder, or it cannot listen
     */
    public static HttpFileServer start(ServerOptions options, Path folder)
            throws IOException {
        return start(options, folder, Patience.DEFAULT);
    }

    static HttpFileServer start(ServerOptions options, Path folder,
            Patience patience) throws IOException {
        var server = new HttpFileServer(options, folder, patience);
        server.thread.start();
        return server;
    }

    private HttpFileServer(ServerOptions options, Path folder, Patience patience)
            throws IOException {
        this.options = options;
        this.patience = patience;
        files = new HttpFiles(folder);
        loop = new Loop();
        try {
            listener = new Listener();
            address = listener.address();
        } catch (IOException | RuntimeException failure) {
            loop.close();
            throw failure;
        }
        thread = new Thread(this::run, "03-files");
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        closing = true;
        loop.wakeup();
        Quietly.join(thread);
    }

    private void run() {
        try (loop) {
            while (!closing) {
                loop.turn();
            }
            listener.close();
            long graceEnds = System.nanoTime() + options.grace().toNanos();
            loop.dispatchers(Connection.class)
                    .forEach(connection -> connection.closeWhenSent(graceEnds));
            loop.run();
        } catch (IOException | RuntimeException | Error failure) {
            log.failed(failure);
        }
    }

    private final class Listener extends Acceptor {

        Listener() throws IOException {
            super(loop, options.endpoint(), log);
        }

        @Override
        protected void handleAccepted(SocketChannel client) throws IOException {
            var connection = new Connection(client);
            if (serving > options.maxConnections()) {
                connection.refuse(HttpStatus.SERVICE_UNAVAILABLE);
            }
        }
    }

    /**
     * One client, from request to request:
     *
     * <pre>
     *  IDLE --first byte--> HEAD --whole--> ANSWERING --all sent--> IDLE or HEAD
     *   |                    |                  |
     *   | too long           | too long (408)   | all sent, and no other request
     *   |                    | malformed (4xx)  | may follow; nothing is taken
     *   v                    v                  v
     *  end                  end                end
     * </pre>
     *
     * <p>While an answer is unsent nothing is read. What an impatient client has
     * sent by then waits here, in one small buffer, in the kernel, and at last in
     * the client.
     */
    private final class Connection extends DispatcherWithSend {

        private enum State {
            IDLE, HEAD, ANSWERING
        }

        private final ByteBuffer input = ByteBuffer.allocate(INPUT);
        private final Deadlines.Deadline clock = deadline(this::handleLate);
        private HeadReader reader = new HeadReader(LONGEST_HEAD);
        private HttpAnswer answer;
        private State state = State.IDLE;

        Connection(SocketChannel client) throws IOException {
            super(loop, client);
            setSendTimeout(options.writeTimeout());
            clock.in(patience.idle());
            serving++;
            log.opened(peer());
        }

        @Override
        protected boolean readable() {
            return unsent() == 0;
        }

        @Override
        protected void handleRead() throws IOException {
            if (recv(input) > 0) {
                serve();
            }
        }

        @Override
        protected void handleWrite() throws IOException {
            super.handleWrite();
            serve();
        }

        /** Answers what has come: each request when the one before is answered. */
        private void serve() throws IOException {
            while (isOpen() && mayReach() && !closing && unsent() == 0
                    && answerNext()) {
                // It has been answered at once.
            }
            if (!isOpen()) {
                return;
            }
            if (mayReach()) {
                watch();
            } else {
                close();
            }
        }

        /** Answers a request, and returns whether there was one. */
        private boolean answerNext() throws IOException {
            HttpRequest request;
            try {
                HttpHead head = reader.read(input.flip());
                if (head == null) {
                    return false;
                }
                reader = new HeadReader(LONGEST_HEAD);
                request = HttpRequest.of(head);
            } catch (HttpError malformed) {
                refuse(HttpStatus.of(malformed));
                return true;
            } finally {
                input.compact();
            }
            HttpAnswer next = files.answer(request);
            LOG.debug("{} {} {}: {}", HostPort.format(peer()), request.method(),
                    Text.escaped(request.target()), next.status());
            if (request.keepsAlive()) {
                begin(next, "keep-alive");
            } else {
                begin(next, "close");
                closeWhenSent();
            }
            return true;
        }

        /** Answers, and ends: nobody can tell where another request would begin. */
        void refuse(HttpStatus status) {
            LOG.debug("{} refused: {}", HostPort.format(peer()), status);
            try {
                begin(HttpAnswer.of(status), "close");
                closeWhenSent();
            } catch (IOException failure) {
                handleError(failure);
            }
        }

        private void begin(HttpAnswer next, String connection) throws IOException {
            state = State.ANSWERING;
            clock.clear();
            answer = next;
            answer.begin(connection, Instant.now());
            refill();
            super.handleWrite();
        }

        @Override
        protected ByteBuffer more() throws IOException {
            if (answer == null) {
                return null;
            }
            ByteBuffer next = answer.more();
            if (next == null) {
                endAnswer();
            }
            return next;
        }

        private void endAnswer() {
            if (answer != null) {
                answer.close();
                answer = null;
            }
        }

        /** Sets the clock when the client has begun to do something else. */
        private void watch() {
            State now = unsent() > 0 ? State.ANSWERING
                    : reader.isEmpty() ? State.IDLE : State.HEAD;
            if (now != state) {
                state = now;
                clock.in(now == State.IDLE ? patience.idle() : patience.head());
            }
        }

        private void handleLate() {
            if (state == State.HEAD) {
                refuse(HttpStatus.REQUEST_TIMEOUT);
            } else {
                closeWhenSent();
            }
        }

        @Override
        protected void handleError(Throwable failure) {
            if (failure instanceof IOException unreadable) {
                LOG.warn("{} got no whole answer: {}", HostPort.format(peer()),
                        Text.escaped(String.valueOf(unreadable.getMessage())));
            } else {
                log.handlerFailed(peer(), failure);
            }
            drop();
        }

        @Override
        protected void handleEnd() {
            serving--;
            clock.clear();
            endAnswer();
        }

        @Override
        public void close() {
            if (!isClosed()) {
                super.close();
                log.closed(peer());
                listener.acceptAgain();
            }
        }
    }
}
