package sevenservers.slides;

import java.util.function.Supplier;

/** Something in a deck that its author has to mend; the message says what. */
final class Wrong extends RuntimeException {

    Wrong(String message) {
        super(message);
    }

    /** Does something, and says of what goes wrong where it is. */
    static <T> T at(String place, Supplier<T> what) {
        try {
            return what.get();
        } catch (Wrong wrong) {
            throw new Wrong(place + ": " + wrong.getMessage());
        }
    }
}
