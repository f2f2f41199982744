package sevenservers.contract;

import java.io.IOException;

/** What was asked for does not exist on this machine; the message says what does. */
public final class UnavailableException extends IOException {

    public UnavailableException(String message, Throwable why) {
        super(message, why);
    }
}
