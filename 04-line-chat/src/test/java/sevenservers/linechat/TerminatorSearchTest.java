package sevenservers.linechat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static sevenservers.tests.Wait.PATIENCE;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The search against a model that sees the whole input as one string. Both write
 * down what they hand over, and {@code |} where they find a terminator.
 *
 * <p>Terminators are written as {@code "aab"} (these bytes), {@code "3"} (after so
 * many bytes), {@code "-"} (none) and, where one may be set, {@code ""} (none is
 * set, so that the one before stays).
 */
class TerminatorSearchTest {

    private static final int MIB = 1024 * 1024;

    /** Input that comes before the terminator is changed from outside. */
    record Stretch(String input, String then) {
    }

    @Property(tries = 10_000)
    void findsTheSameHoweverTheInputIsCutIntoSegments(
            @ForAll("inputs") String input, @ForAll("segments") List<Integer> sizes,
            @ForAll("terminators") List<String> terminators) {
        List<Stretch> all = List.of(new Stretch(input, ""));
        assertThat(searched(all, sizes, terminators))
                .isEqualTo(new Model(terminators).search(all));
    }

    @Property(tries = 10_000)
    void looksAtWithheldBytesAgainWhenTheTerminatorChangesBetweenSegments(
            @ForAll("stretches") List<Stretch> stretches,
            @ForAll("segments") List<Integer> sizes,
            @ForAll("terminators") List<String> terminators) {
        assertThat(searched(stretches, sizes, terminators))
                .isEqualTo(new Model(terminators).search(stretches));
    }

    @Provide
    Arbitrary<String> inputs() {
        return Arbitraries.strings().withChars("ab\r\n.").ofMaxLength(40)
                .edgeCases(cases -> cases.add("aaab", "aaaab", "ababab",
                        "\r\n.\r\n.\r\n", "\r\r\n.\r\r\n.\r\n"));
    }

    @Provide
    Arbitrary<List<Integer>> segments() {
        return Arbitraries.integers().between(1, 7).list().ofMinSize(1)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<String>> terminators() {
        return terminator().list().ofMinSize(1).ofMaxSize(6);
    }

    @Provide
    Arbitrary<List<Stretch>> stretches() {
        Arbitrary<String> input =
                Arbitraries.strings().withChars("ab\r\n.").ofMinLength(1)
                        .ofMaxLength(12);
        return Combinators.combine(input, terminator()).as(Stretch::new).list()
                .ofMaxSize(5);
    }

    private static Arbitrary<String> terminator() {
        Arbitrary<String> known = Arbitraries.of("a", "b", "ab", "aab", "aaab",
                "abab", "ababb", "\n", "\r\n", "\r\n.\r\n", "-", "");
        Arbitrary<String> any =
                Arbitraries.strings().withChars("ab").ofMinLength(1)
                        .ofMaxLength(6);
        Arbitrary<String> counts =
                Arbitraries.integers().between(1, 9).map(String::valueOf);
        return Arbitraries.oneOf(known, any, counts);
    }

    @Example
    void findsTheEndOfAMessageByteByByte() {
        List<String> calls = new ArrayList<>();
        var search = new TerminatorSearch(data -> calls.add(text(data)));
        search.set(Terminator.of("\r\n.\r\n"));
        for (char next : "ab\r\n..\r\n.\r\n".toCharArray()) {
            search.take(bytes(String.valueOf(next)));
            while (search.hasMore()) {
                if (search.find()) {
                    calls.add("found");
                }
            }
        }
        assertThat(calls).containsExactly("a", "b", "\r\n.", ".", "found");
    }

    @Example
    void handsOverTheSegmentItselfWhereItCan() {
        ByteBuffer segment = bytes("one\ntwo\n");
        List<ByteBuffer> lent = new ArrayList<>();
        var search = new TerminatorSearch(lent::add);
        search.set(Terminator.LF);
        search.take(segment);
        assertThat(search.find()).isTrue();
        assertThat(search.find()).isTrue();
        assertThat(search.hasMore()).isFalse();
        assertThat(lent).hasSize(2)
                .allSatisfy(data -> assertThat(data).isSameAs(segment));
    }

    @Example
    void countsBeyondTheRangeOfAnInt() {
        long count = 3L * Integer.MAX_VALUE + 5;
        ByteBuffer segment = ByteBuffer.allocate(64 * MIB);
        long[] collected = {0};
        var search = new TerminatorSearch(data -> collected[0] += data.remaining());
        search.set(Terminator.after(count));
        while (collected[0] + segment.capacity() < count) {
            search.take(segment.clear());
            assertThat(search.find()).isFalse();
        }
        search.take(segment.clear());
        assertThat(search.find()).isTrue();
        assertThat(collected[0]).isEqualTo(count);
        assertThat(search.terminator()).isEqualTo(Terminator.NONE);
        assertThat(search.find()).isFalse();
        assertThat(collected[0]).isGreaterThan(count);
    }

    @Example
    void settlesWhatComesNextBeforeItHandsOver() {
        var calls = new StringBuilder();
        var search = new TerminatorSearch[1];
        search[0] = new TerminatorSearch(data -> {
            calls.append(text(data));
            search[0].set(Terminator.of("ab"));
        });
        search[0].set(Terminator.of("aaab"));
        for (String segment : List.of("aa", "b", "aaab", "ab", "xa", "b")) {
            feed(search[0], segment, calls);
        }
        assertThat(calls).hasToString("aabaa||x|");
    }

    @Example
    void keepsTheOrderWhenTheTerminatorChangesAmongBytesThatAreLookedAtAgain() {
        var calls = new StringBuilder();
        var search = new TerminatorSearch[1];
        search[0] = new TerminatorSearch(data -> {
            calls.append(text(data));
            search[0].set(Terminator.of("c"));
        });
        search[0].set(Terminator.of("abax"));
        feed(search[0], "aba", calls);
        search[0].set(Terminator.of("ax"));
        feed(search[0], "dec", calls);
        assertThat(calls).hasToString("abade|");
    }

    @Example
    void forgetsTheSegmentAndWhatWasWithheld() {
        var calls = new StringBuilder();
        var search = new TerminatorSearch[1];
        search[0] = new TerminatorSearch(data -> {
            calls.append(text(data));
            search[0].discard();
        });
        search[0].set(Terminator.CRLF);
        feed(search[0], "one\r\ntwo\r\n", calls);
        feed(search[0], "\r", calls);
        search[0].discard();
        feed(search[0], "\n", calls);
        assertThat(calls).hasToString("one|\n");
    }

    /**
     * A search that begins anew at every byte, or looks again at what is withheld
     * for every segment, takes hours here.
     */
    @Example
    void costsNoMoreThanTheBytesThatCome() {
        byte[] worst = new byte[MIB];
        Arrays.fill(worst, (byte) 'a');
        ByteBuffer input = ByteBuffer.wrap(worst.clone());
        worst[worst.length - 1] = 'b';
        long[] collected = {0};
        var search = new TerminatorSearch(data -> collected[0] += data.remaining());
        search.set(Terminator.of(worst));
        assertTimeoutPreemptively(PATIENCE, () -> {
            for (int i = 0; i < 16; i++) {
                search.take(input.clear());
                assertThat(search.find()).isFalse();
            }
            for (int i = 0; i < input.capacity(); i++) {
                search.take(input.limit(i + 1).position(i));
                assertThat(search.find()).as("at %d", i).isFalse();
            }
            search.take(bytes("b"));
            assertThat(search.find()).isTrue();
        });
        assertThat(collected[0]).isEqualTo(16L * MIB + 1);
    }

    @Example
    void refusesTerminatorsThatCannotBeMeant() {
        assertThatThrownBy(() -> Terminator.of(""))
                .hasMessage("a terminator of no bytes");
        assertThatThrownBy(() -> Terminator.of("§"))
                .hasMessage("a terminator that is not ASCII");
        assertThatThrownBy(() -> Terminator.after(0))
                .hasMessage("a terminator after 0 bytes");
    }

    @Example
    void keepsATerminatorWhoseBytesAreChangedLater() {
        byte[] changed = {'x'};
        var calls = new StringBuilder();
        var search = new TerminatorSearch(data -> calls.append(text(data)));
        search.set(Terminator.of(changed));
        changed[0] = 'y';
        feed(search, "1x2y3", calls);
        assertThat(calls).hasToString("1|2y3");
    }

    private static String searched(List<Stretch> stretches, List<Integer> sizes,
            List<String> terminators) {
        var out = new StringBuilder();
        var search = new TerminatorSearch(data -> out.append(text(data)));
        set(search, terminators.getFirst());
        int found = 0;
        int segments = 0;
        for (Stretch stretch : stretches) {
            for (int at = 0; at < stretch.input.length();) {
                int end = Math.min(stretch.input.length(),
                        at + sizes.get(segments++ % sizes.size()));
                search.take(bytes(stretch.input.substring(at, end)));
                while (search.hasMore()) {
                    if (search.find()) {
                        out.append('|');
                        set(search, terminators.get(++found % terminators.size()));
                    }
                }
                at = end;
            }
            set(search, stretch.then);
        }
        return out.toString();
    }

    private static void feed(TerminatorSearch search, String segment,
            StringBuilder calls) {
        search.take(bytes(segment));
        while (search.hasMore()) {
            if (search.find()) {
                calls.append('|');
            }
        }
    }

    private static void set(TerminatorSearch search, String written) {
        if (written.equals("-")) {
            search.set(Terminator.NONE);
        } else if (isCount(written)) {
            search.set(Terminator.after(Integer.parseInt(written)));
        } else if (!written.isEmpty()) {
            search.set(Terminator.of(written));
        }
    }

    private static boolean isCount(String written) {
        return !written.isEmpty() && Character.isDigit(written.charAt(0));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    private static String text(ByteBuffer data) {
        return ISO_8859_1.decode(data.duplicate()).toString();
    }

    /** What the search is to do, for input that is there at once. */
    private static final class Model {

        private final StringBuilder out = new StringBuilder();
        private final List<String> terminators;
        private String terminator = "-";
        private String rest = "";
        private int found;

        Model(List<String> terminators) {
            this.terminators = terminators;
            set(terminators.getFirst());
        }

        String search(List<Stretch> stretches) {
            for (Stretch stretch : stretches) {
                rest += stretch.input;
                while (cut()) {
                    out.append('|');
                    set(terminators.get(++found % terminators.size()));
                }
                set(stretch.then);
            }
            return out.toString();
        }

        private boolean cut() {
            if (terminator.equals("-")) {
                return take(rest.length(), 0, false);
            }
            if (isCount(terminator)) {
                int count = Integer.parseInt(terminator);
                int taken = Math.min(count, rest.length());
                terminator = taken == count ? "-" : String.valueOf(count - taken);
                return take(taken, 0, taken == count);
            }
            int start = rest.indexOf(terminator);
            return start >= 0 ? take(start, terminator.length(), true)
                    : take(rest.length() - withheld(), 0, false);
        }

        private boolean take(int collected, int dropped, boolean isFound) {
            out.append(rest, 0, collected);
            rest = rest.substring(collected + dropped);
            return isFound;
        }

        /** As much of the terminator's beginning as the input ends with. */
        private int withheld() {
            int length = terminator.length() - 1;
            while (!rest.endsWith(terminator.substring(0, length))) {
                length--;
            }
            return length;
        }

        private void set(String next) {
            if (!next.isEmpty()) {
                terminator = next;
            }
        }
    }
}
