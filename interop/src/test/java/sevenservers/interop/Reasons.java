package sevenservers.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Why originals break promises, in words of ours.
 *
 * @param all in the order in which they are told
 */
record Reasons(List<Reason> all) {

    private static final String EVERYBODY = "all";

    /** What keeps some originals from keeping a promise. */
    record Reason(String promise, Set<Original> originals, String why) {

        boolean isFor(String number, Original original) {
            return promise.equals(number) && originals.contains(original);
        }

        String whose() {
            return originals.size() == Original.values().length ? EVERYBODY
                    : originals.stream().map(Original::toString)
                            .collect(Collectors.joining(", "));
        }
    }

    /**
     * Reads {@code reasons.txt}, in which a line is a reason: {@code PROMISE
     * ORIGINAL ORIGINAL: WHY}, and the word {@code all} stands for every original.
     */
    static Reasons read() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                Reasons.class.getResourceAsStream("reasons.txt"))) {
            return new Reasons(new String(in.readAllBytes(), UTF_8).lines()
                    .filter(line -> !line.isBlank()).map(Reasons::parse).toList());
        }
    }

    private static Reason parse(String line) {
        String[] parts = line.split(": ", 2);
        List<String> words = List.of(parts[0].split(" "));
        Set<Original> originals = words.contains(EVERYBODY)
                ? EnumSet.allOf(Original.class)
                : Arrays.stream(Original.values())
                        .filter(one -> words.contains(one.toString()))
                        .collect(Collectors.toCollection(
                                () -> EnumSet.noneOf(Original.class)));
        return new Reason(words.getFirst(), originals, parts[1]);
    }
}
