package sevenservers.contract;

import java.io.IOException;

/** This machine has not got what was asked for; the message says what it has. */
public final class UnavailableException extends IOException {

    public UnavailableException(String message, Throwable why) {
        super(message, why);
    }
}
