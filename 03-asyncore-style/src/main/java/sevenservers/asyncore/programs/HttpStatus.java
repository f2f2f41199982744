package sevenservers.asyncore.programs;

import sevenservers.contract.http.HttpError;

/** The statuses that the file server answers with. */
enum HttpStatus {
    OK(200, "OK"),
    PARTIAL_CONTENT(206, "Partial Content"),
    MOVED_PERMANENTLY(301, "Moved Permanently"),
    NOT_MODIFIED(304, "Not Modified"),
    BAD_REQUEST(400, "Bad Request"),
    FORBIDDEN(403, "Forbidden"),
    NOT_FOUND(404, "Not Found"),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
    REQUEST_TIMEOUT(408, "Request Timeout"),
    CONTENT_TOO_LARGE(413, "Content Too Large"),
    URI_TOO_LONG(414, "URI Too Long"),
    RANGE_NOT_SATISFIABLE(416, "Range Not Satisfiable"),
    HEAD_TOO_LARGE(431, "Request Header Fields Too Large"),
    NOT_IMPLEMENTED(501, "Not Implemented"),
    SERVICE_UNAVAILABLE(503, "Service Unavailable"),
    VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported");

    private final int code;
    private final String reason;

    HttpStatus(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** The answer to a request that is not as it has to be. */
    static HttpStatus of(HttpError error) {
        for (HttpStatus status : values()) {
            if (status.code == error.status()) {
                return status;
            }
        }
        return BAD_REQUEST;
    }

    int code() {
        return code;
    }

    /** As the first line of an answer has it: {@code 404 Not Found}. */
    @Override
    public String toString() {
        return code + " " + reason;
    }
}
