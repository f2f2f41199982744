package sevenservers.compare.load;

import java.io.IOException;

/** A server has broken the contract; the message says how. */
public final class WrongAnswer extends IOException {

    public WrongAnswer(String message) {
        super(message);
    }
}
