package sevenservers.asyncore.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import sevenservers.asyncore.Loop;
import sevenservers.asyncore.programs.HttpGet.Result;
import sevenservers.contract.http.HttpHead;
import sevenservers.contract.http.HttpUrl;

/** Keeps all that an HttpGet tells it, for a test to look at. */
final class Received implements HttpGet.Receiver {

    private final List<HttpHead> heads = new ArrayList<>();
    private final StringBuilder body = new StringBuilder();
    private final List<Result> results = new ArrayList<>();

    /** Gets a path, in a loop of its own. */
    static Received from(InetSocketAddress server, String path)
            throws IOException {
        return from(server, path, PATIENCE);
    }

    static Received from(InetSocketAddress server, String path, Duration patience)
            throws IOException {
        var received = new Received();
        try (var loop = new Loop()) {
            HttpGet.get(loop, server,
                    HttpUrl.of("http://127.0.0.1:" + server.getPort() + path),
                    patience, received);
            loop.run();
        }
        return received;
    }

    @Override
    public void head(HttpHead head) {
        heads.add(head);
    }

    @Override
    public void body(ByteBuffer piece) {
        body.append(ISO_8859_1.decode(piece));
    }

    @Override
    public void end(Result result) {
        results.add(result);
    }

    /** The heads, of which there should be one. */
    List<HttpHead> heads() {
        return heads;
    }

    /** A character for each byte. */
    String body() {
        return body.toString();
    }

    /** The only result. */
    Result result() {
        if (results.size() != 1) {
            throw new AssertionError("not one result: " + results);
        }
        return results.getFirst();
    }
}
