package sevenservers.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sevenservers.interop.Reasons.Reason;
import sevenservers.tests.Promises;
import sevenservers.tests.Promises.Promise;

/** What the libraries that the styles retell keep of the contract by themselves. */
@NeedsHostNetwork
class OriginalsIT {

    private static final int AT_ONCE = 8;
    private static final String KEPT = "yes";
    private static final String LUCK = "by luck";

    private static Map<String, SortedMap<String, Promise>> promises;
    private static Reasons reasons;

    @BeforeAll
    static void runTheContractAgainstTheOriginals() {
        reasons = Reasons.read();
        try (var starter = new Starter()) {
            OriginalContract.STARTER.set(starter.address());
            promises = Promises.test(AT_ONCE, OriginalEchoContract.class,
                    OriginalChatContract.class);
        }
    }

    @Test
    void readmeTellsWhichPromisesTheyKeep() throws IOException {
        Promises.verify(table() + "\n" + reasonTable(), Path.of("README.md"));
    }

    @Test
    void whatIsNotKeptHasOneReason() {
        assertThat(numbers()).allSatisfy(number -> assertThat(originals())
                .allSatisfy(original -> {
                    String verdict = verdict(number, original);
                    int expected = verdict.equals(KEPT) ? 0 : 1;
                    assertThat(reasons.of(number, original))
                            .as("the reason for %s: %s of %s, broken in %s",
                                    verdict,
                                    number, original,
                                    promise(number, original).failed())
                            .hasSize(expected).allMatch(reason -> reason
                                    .isLuck() == verdict.equals(LUCK));
                }));
    }

    /** One row for each promise, one column for each original. */
    private static String table() {
        return line("promise", originals().map(Original::toString))
                + line("---", originals().map(_ -> ":---:"))
                + numbers().map(number -> line(number,
                        originals().map(original -> verdict(number, original))))
                        .collect(Collectors.joining());
    }

    private static String reasonTable() {
        return line("promise", Stream.of("whose", "why not, and what ours added"))
                + line("---", Stream.of("---", "---"))
                + numbers().flatMap(number -> reasons.all().stream()
                        .filter(reason -> reason.promise().equals(number)))
                        .map(reason -> line(reason.promise(),
                                Stream.of(reason.whose(), reason.why())))
                        .collect(Collectors.joining());
    }

    /**
     * What the tests say; or luck, if a reason says so and no other test fails than
     * the one that it names.
     */
    private static String verdict(String number, Original original) {
        Promise promise = promise(number, original);
        List<String> lucky = reasons.of(number, original).stream()
                .filter(Reason::isLuck).map(Reason::luck).toList();
        return !lucky.isEmpty() && lucky.containsAll(promise.failed()) ? LUCK
                : promise.toString();
    }

    private static String line(String first, Stream<String> others) {
        return "| " + first + " | " + others.collect(Collectors.joining(" | "))
                + " |\n";
    }

    private static Promise promise(String number, Original original) {
        return promises.get(original.toString()).get(number);
    }

    private static Stream<String> numbers() {
        return promises.values().iterator().next().keySet().stream();
    }

    private static Stream<Original> originals() {
        return Stream.of(Original.values());
    }
}
