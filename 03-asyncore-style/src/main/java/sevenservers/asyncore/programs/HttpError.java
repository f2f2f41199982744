package sevenservers.asyncore.programs;

import java.io.IOException;

/**
 * A message that is not as it has to be. A client tells a person the exception's
 * message, a server tells its client the status.
 */
final class HttpError extends IOException {

    private final HttpStatus status;

    HttpError(HttpStatus status, String message) {
        super(message);
        this.status = status;
    }

    /** What a server answers. */
    HttpStatus status() {
        return status;
    }
}
