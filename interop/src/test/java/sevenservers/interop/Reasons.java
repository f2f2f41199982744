package sevenservers.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Why originals do not keep promises, in words of ours.
 *
 * @param all in the order in which they are told
 */
record Reasons(List<Reason> all) {

    private static final String EVERYBODY = "all";
    private static final Pattern LINE = Pattern
            .compile("(\\w\\d) ([\\w ]+)(?:, by luck in \"(.*?)\")?: (.*)");

    /**
     * What keeps some originals from keeping a promise.
     *
     * @param luck the name of a test, without the promise's number, that passes or
     *             fails by luck; null if there is none
     */
    record Reason(String promise, Set<Original> originals, String luck,
            String why) {

        boolean isFor(String number, Original original) {
            return promise.equals(number) && originals.contains(original);
        }

        boolean isLuck() {
            return luck != null;
        }

        String whose() {
            return originals.size() == Original.values().length ? EVERYBODY
                    : originals.stream().map(Original::toString)
                            .collect(Collectors.joining(", "));
        }
    }

    /**
     * Reads {@code reasons.txt}, in which a line is a reason: {@code PROMISE
     * ORIGINAL ORIGINAL: WHY}, or {@code PROMISE ORIGINAL, by luck in "TEST": WHY};
     * the word {@code all} stands for every original.
     */
    static Reasons read() {
        try (InputStream in = Objects.requireNonNull(
                Reasons.class.getResourceAsStream("reasons.txt"))) {
            return new Reasons(new String(in.readAllBytes(), UTF_8).lines()
                    .filter(line -> !line.isBlank()).map(Reasons::parse).toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The reasons for one promise of an original: one at most, if all is well. */
    List<Reason> of(String number, Original original) {
        return all.stream().filter(reason -> reason.isFor(number, original))
                .toList();
    }

    /** Whether a promise is not kept, and not by luck. */
    boolean isBroken(String number, Original original) {
        return of(number, original).stream().anyMatch(reason -> !reason.isLuck());
    }

    /** Whether it is luck what comes of a test. */
    boolean isLuck(String number, Original original, String test) {
        return of(number, original).stream()
                .anyMatch(reason -> test.equals(reason.luck()));
    }

    private static Reason parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a reason: " + line);
        }
        List<String> words = List.of(parts.group(2).split(" "));
        Set<Original> originals = words.contains(EVERYBODY)
                ? EnumSet.allOf(Original.class)
                : Arrays.stream(Original.values())
                        .filter(one -> words.contains(one.toString()))
                        .collect(Collectors.toCollection(
                                () -> EnumSet.noneOf(Original.class)));
        return new Reason(parts.group(1), originals, parts.group(3),
                parts.group(4));
    }
}
