package sevenservers.contract.http;

import java.io.IOException;

/**
 * A message that is not as it has to be. A client tells a person the exception's
 * message, a server tells its client the status.
 */
public final class HttpError extends IOException {

    private static final int BAD_REQUEST = 400;

    private final int status;

    /** A message that is malformed. */
    public HttpError(String message) {
        this(BAD_REQUEST, message);
    }

    /** A message for which there is a status that says more than 400. */
    public HttpError(int status, String message) {
        super(message);
        this.status = status;
    }

    /** What a server answers, 4xx or 5xx. */
    public int status() {
        return status;
    }
}
