package sevenservers.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import sevenservers.tests.Promises;
import sevenservers.tests.Promises.Promise;

/**
 * What the libraries that the styles retell keep of the contract by themselves. Its
 * name is none that a build takes for a test: it runs when it is asked for.
 */
@NeedsHostNetwork
class Originals {

    private static final int AT_ONCE = 8;

    private static Map<String, SortedMap<String, Promise>> promises;
    private static Reasons reasons;

    @BeforeAll
    static void runTheContractAgainstTheOriginals() throws IOException {
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
    void everyBrokenPromiseHasOneReason() {
        assertThat(numbers()).allSatisfy(number -> assertThat(originals()
                .filter(original -> promise(number, original).isBroken()))
                .allSatisfy(original -> assertThat(reasons.all())
                        .as("the reason why %s breaks %s: %s", original, number,
                                promise(number, original).failed())
                        .filteredOn(reason -> reason.isFor(number, original))
                        .hasSize(1)));
    }

    @Test
    void everyReasonIsForABrokenPromise() {
        assertThat(reasons.all()).allSatisfy(reason -> assertThat(
                reason.originals())
                .allSatisfy(original -> assertThat(
                        promise(reason.promise(), original).isBroken())
                        .as("%s breaks %s", original, reason.promise())
                        .isTrue()));
    }

    /** One row for each promise, one column for each original. */
    private static String table() {
        return line("promise", originals().map(Original::toString))
                + line("---", originals().map(_ -> ":---:"))
                + numbers().map(number -> line(number, originals()
                        .map(original -> promise(number, original).toString())))
                        .collect(Collectors.joining());
    }

    private static String reasonTable() {
        return line("promise", Stream.of("broken by", "what ours have added"))
                + line("---", Stream.of("---", "---"))
                + numbers().flatMap(number -> reasons.all().stream()
                        .filter(reason -> reason.promise().equals(number)))
                        .map(reason -> line(reason.promise(),
                                Stream.of(reason.whose(), reason.why())))
                        .collect(Collectors.joining());
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
