package sevenservers.reactor.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static sevenservers.tests.Wait.PATIENCE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import sevenservers.contract.http.HttpUrl;
import sevenservers.reactor.Deferred;
import sevenservers.reactor.RunningReactor;
import sevenservers.tests.LogRecords;
import sevenservers.tests.OpenFiles;

/**
 * Pages fetched into one folder, by one reactor. However they end, there is nothing
 * else in the folder, and nothing left in the reactor.
 */
final class Fetches implements AutoCloseable {

    static final FetchPage.Limits LIMITS =
            new FetchPage.Limits(Duration.ofSeconds(20), 100_000_000, 5);

    private final RunningReactor reactor = new RunningReactor();
    private final LogRecords log = LogRecords.capture();
    private final Path folder;

    Fetches(Path folder) throws IOException {
        this.folder = folder;
    }

    /** Where pages are saved, unless it is said otherwise. */
    Path file() {
        return folder.resolve("page");
    }

    RunningReactor reactor() {
        return reactor;
    }

    /** A page that is being fetched. */
    final class Fetch {

        private final Deferred<Long> page;
        private final CompletableFuture<Long> result;

        private Fetch(Deferred<Long> page) {
            this.page = page;
            result = page.toFuture(reactor.reactor()::callFromThread);
        }

        void cancel() {
            reactor.call(() -> {
                page.cancel();
                return null;
            });
        }

        /** Waits until the page is there; its length. */
        long length() {
            try {
                return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException failed) {
                throw new AssertionError("not fetched", failed.getCause());
            } catch (Exception late) {
                throw new AssertionError("neither fetched nor failed", late);
            }
        }

        /** Waits until it has failed. */
        Throwable failure() {
            Throwable failed = catchThrowable(this::length);
            assertThat(failed).hasMessage("not fetched");
            return failed.getCause();
        }
    }

    Fetch begin(String url, Path file, FetchPage.Limits limits) {
        return reactor.call(() -> new Fetch(FetchPage.fetch(reactor.reactor(),
                HttpUrl.of(url), file, limits)));
    }

    Fetch begin(String url) {
        return begin(url, file(), LIMITS);
    }

    long fetch(String url) {
        return begin(url).length();
    }

    /** What a person is told of the failure, without the URL in front. */
    String failure(String url, FetchPage.Limits limits) {
        Throwable failure = begin(url, file(), limits).failure();
        assertThat(failure).isInstanceOf(IOException.class)
                .hasMessageStartingWith(url + ": ");
        return failure.getMessage().substring(url.length() + 2);
    }

    String failure(String url) {
        return failure(url, LIMITS);
    }

    @Override
    public void close() throws IOException {
        try {
            reactor.awaitIdle();
            assertThat(log.failures()).isEmpty();
            assertThat(OpenFiles.below(folder)).as("open files").isZero();
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).as("what is in the folder")
                        .isSubsetOf(file(), folder.resolve("other"));
            }
        } finally {
            reactor.close();
            log.close();
        }
    }
}
