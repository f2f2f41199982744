package sevenservers.compare;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Things of which some are chosen by their ids.
 *
 * @param kind what they are called: {@code scenario}
 */
record Choice<T>(String kind, List<T> all, Function<T, String> id) {

    /** The one of this id. */
    T one(String wanted) throws Unknown {
        return all.stream().filter(one -> id.apply(one).equals(wanted)).findFirst()
                .orElseThrow(() -> new Unknown("no %s %s; there are: %s".formatted(
                        kind, wanted,
                        all.stream().map(id).collect(Collectors.joining(", ")))));
    }

    /** Those of these ids, in the order in which all are. */
    List<T> some(List<String> wanted) throws Unknown {
        for (String word : wanted) {
            one(word);
        }
        return all.stream().filter(one -> wanted.contains(id.apply(one))).toList();
    }

    boolean has(String wanted) {
        return all.stream().anyMatch(one -> id.apply(one).equals(wanted));
    }

    /** What was chosen is not there; the message is for people. */
    static final class Unknown extends Exception {

        Unknown(String message) {
            super(message);
        }
    }
}
