package sevenservers.reactor.programs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import sevenservers.contract.cli.WholeFile;
import sevenservers.contract.http.HttpUrl;
import sevenservers.reactor.Deferred;
import sevenservers.reactor.Reactor;
import sevenservers.reactor.programs.PageGetter.Answer;

/**
 * Fetches a page into a file: to find the server, to ask it, to follow where it
 * points and to save what comes are one chain of deferreds.
 *
 * <p>Retells the Twisted web client of the documents, whose page is a string until
 * it is saved.
 */
final class FetchPage {

    /**
     * What it may take.
     *
     * @param time until the page is saved
     * @param size of the page, in bytes
     * @param redirects how often the server may point elsewhere
     */
    record Limits(Duration time, long size, int redirects) {
    }

    private final Reactor reactor;
    private final WholeFile file;
    private final Limits limits;
    private long length;

    private FetchPage(Reactor reactor, WholeFile file, Limits limits) {
        this.reactor = reactor;
        this.file = file;
        this.limits = limits;
    }

    /**
     * Fetches a page.
     *
     * @param file appears, or is replaced, when the page is whole
     * @return the page's length in bytes; it fails with an {@link IOException}
     *     whose message is for people
     */
    static Deferred<Long> fetch(Reactor reactor, HttpUrl url, Path file,
            Limits limits) {
        WholeFile whole;
        try {
            whole = new WholeFile(file);
        } catch (IOException noFile) {
            return Deferred.fail(noFile);
        }
        var page = new FetchPage(reactor, whole, limits);
        return page.get(url, limits.redirects())
                .timeout(limits.time(), reactor)
                .addErrback(TimeoutException.class, late -> {
                    throw new IOException(shown(url) + ": not fetched within "
                            + limits.time().toMillis() / 1000.0
                            + " s (choose with --timeout)", late);
                })
                .addCallback(_ -> {
                    whole.finish();
                    return page.length;
                })
                // Whatever has come is handed on, a failure too.
                .addBoth(result -> {
                    whole.close();
                    return result.get();
                });
    }

    private Deferred<Void> get(HttpUrl url, int redirects) {
        return resolve(url)
                .chainCallback(server -> PageGetter.get(reactor, server, url,
                        limits.time(), this::take))
                .addErrback(IOException.class, failure -> {
                    throw new IOException(
                            shown(url) + ": " + failure.getMessage(), failure);
                })
                .chainCallback(answer -> switch (answer) {
                    case Answer.Page() -> Deferred.<Void>succeed(null);
                    case Answer.Moved(String location) ->
                        follow(url, location, redirects);
                });
    }

    /** To look up an address may take its time, and so is for another thread. */
    private Deferred<InetSocketAddress> resolve(HttpUrl url) {
        return Deferred.of(CompletableFuture.supplyAsync(
                () -> new InetSocketAddress(url.host(), url.port()),
                Thread::startVirtualThread), reactor::callFromThread);
    }

    private Deferred<Void> follow(HttpUrl url, String location, int redirects)
            throws IOException {
        if (redirects == 0) {
            throw new IOException(shown(url) + ": redirected more than "
                    + limits.redirects() + " times (choose with --max-redirects)");
        }
        try {
            return get(url.resolve(location), redirects - 1);
        } catch (IllegalArgumentException elsewhere) {
            throw new IOException(shown(url) + ": " + elsewhere.getMessage(),
                    elsewhere);
        }
    }

    private void take(ByteBuffer piece) throws IOException {
        length += piece.remaining();
        if (length > limits.size()) {
            throw new IOException(
                    "the page has more than " + limits.size()
                            + " bytes (choose with --max-size)");
        }
        file.write(piece);
    }

    private static String shown(HttpUrl url) {
        return "http://" + url.authority() + url.target();
    }
}
