package sevenservers.reactor.programs;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import sevenservers.contract.http.HeadReader;
import sevenservers.contract.http.HttpBody;
import sevenservers.contract.http.HttpHead;
import sevenservers.contract.http.HttpUrl;
import sevenservers.reactor.ClientFactory;
import sevenservers.reactor.Connector;
import sevenservers.reactor.Deferred;
import sevenservers.reactor.Protocol;
import sevenservers.reactor.Reactor;
import sevenservers.reactor.Reason;

/**
 * Asks an HTTP server for one page, over a connection of its own. The body is
 * handed on as it comes, and is never held.
 *
 * <pre>
 *  CONNECTING --> HEAD --200--> BODY --its end--> Page
 *      |           |  `--302--> Moved
 *      `-----------`-----------------other answers, malformed, cut--> failure
 * </pre>
 */
final class PageGetter extends Protocol {

    private static final int LONGEST_HEAD = 64 * 1024;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    /** What the server answers. */
    sealed interface Answer {

        /** The page has come, all of it. */
        record Page() implements Answer {
        }

        /** The page is somewhere else. */
        record Moved(String location) implements Answer {
        }
    }

    private final HttpUrl url;
    private final HttpBody.Sink sink;
    private final HeadReader heads = new HeadReader(LONGEST_HEAD);
    private final Deferred<Answer> answer = new Deferred<>(_ -> disconnect());
    private Connector connector;
    private HttpBody body;

    private PageGetter(HttpUrl url, HttpBody.Sink sink) {
        this.url = url;
        this.sink = sink;
    }

    /**
     * Asks for a page.
     *
     * @param server the address of the URL's host and port
     * @param patience how long it may take until the connection stands
     * @param sink takes the page
     * @return what the server answers; to cancel it is to hang up. It fails with an
     *     {@link IOException} whose message is for people
     */
    static Deferred<Answer> get(Reactor reactor, InetSocketAddress server,
            HttpUrl url, Duration patience, HttpBody.Sink sink) {
        var getter = new PageGetter(url, sink);
        try {
            getter.connector =
                    reactor.connectTCP(server, patience, getter.new Factory());
        } catch (IOException noDescriptor) {
            getter.answer.errback(noDescriptor);
        }
        return getter.answer;
    }

    private final class Factory implements ClientFactory {

        @Override
        public Protocol buildProtocol(InetSocketAddress peer) {
            return PageGetter.this;
        }

        @Override
        public void clientConnectionFailed(Reason reason) {
            answer.errback(new IOException(reason.message()));
        }
    }

    @Override
    protected void connectionMade() {
        transport().write(US_ASCII.encode("GET " + url.target() + " HTTP/1.1\r\n"
                + "Host: " + url.authority() + "\r\n"
                + "User-Agent: seven-servers\r\n"
                + "Connection: close\r\n\r\n"));
    }

    @Override
    protected void dataReceived(ByteBuffer data) {
        try {
            if (body != null || readHead(data)) {
                body.read(data, sink);
                if (body.isComplete()) {
                    succeed(new Answer.Page());
                }
            }
        } catch (IOException unusable) {
            fail(unusable);
        }
    }

    /** Reads on, past heads that only say that the answer is to come. */
    private boolean readHead(ByteBuffer data) throws IOException {
        for (HttpHead head; (head = heads.read(data)) != null;) {
            int status = head.status();
            String location = head.value("Location");
            if (REDIRECTS.contains(status) && location != null) {
                succeed(new Answer.Moved(location));
                return false;
            } else if (status >= 300) {
                throw new IOException("the server answers "
                        + head.start().substring(head.start().indexOf(' ') + 1));
            } else if (status >= 200) {
                body = HttpBody.of(status, head);
                return true;
            }
        }
        return false;
    }

    @Override
    protected void readConnectionLost() {
        if (body != null && body.mayEndHere()) {
            succeed(new Answer.Page());
        } else {
            fail(new IOException("the connection ended before the answer did"));
        }
    }

    @Override
    protected void connectionLost(Reason reason) {
        fail(new IOException(reason.message()));
    }

    private void succeed(Answer came) {
        transport().loseConnection();
        if (!answer.hasFired()) {
            answer.callback(came);
        }
    }

    private void fail(IOException failure) {
        disconnect();
        if (!answer.hasFired()) {
            answer.errback(failure);
        }
    }

    private void disconnect() {
        if (connector != null) {
            connector.disconnect();
        }
    }
}
