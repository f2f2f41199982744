package sevenservers.asyncore.programs;

import static sevenservers.asyncore.programs.HttpStatus.NOT_IMPLEMENTED;
import static sevenservers.asyncore.programs.HttpStatus.VERSION_NOT_SUPPORTED;

import java.util.List;
import java.util.regex.Pattern;
import sevenservers.contract.http.HttpError;
import sevenservers.contract.http.HttpHead;

/**
 * What a client asks for.
 *
 * @param target what the request is about, as the client wrote it
 * @param old whether it is in HTTP/1.0, whose connections end after one answer
 *     unless the client asks otherwise
 * @param length how many bytes of a body follow the head
 */
record HttpRequest(String method, String target, boolean old, long length,
        HttpHead head) {

    private static final Pattern VERSION = Pattern.compile("HTTP/\\d\\.\\d");
    private static final Pattern HOST = Pattern.compile("[\\w.:\\[\\]%~!$&'*+-]*");

    /**
     * Understands a head as a request's.
     *
     * @throws HttpError if it is malformed, or if nobody can tell where the request
     *     ends: the connection cannot be used any more
     */
    static HttpRequest of(HttpHead head) throws HttpError {
        String[] words = head.start().split(" ", -1);
        if (words.length != 3 || !HttpHead.isToken(words[0])
                || words[1].isEmpty() || !VERSION.matcher(words[2]).matches()) {
            throw new HttpError("a malformed request line");
        }
        if (!words[2].startsWith("HTTP/1.")) {
            throw new HttpError(VERSION_NOT_SUPPORTED.code(), "not HTTP/1");
        }
        boolean old = words[2].equals("HTTP/1.0");
        checkHost(head.values("Host"), old);
        if (head.has("Transfer-Encoding")) {
            throw new HttpError(NOT_IMPLEMENTED.code(),
                    "a body in a transfer encoding");
        }
        return new HttpRequest(words[0], words[1], old,
                Math.max(0, head.contentLength()), head);
    }

    private static void checkHost(List<String> hosts, boolean old)
            throws HttpError {
        if (hosts.size() > 1 || hosts.isEmpty() && !old || !hosts.isEmpty()
                && !HOST.matcher(hosts.getFirst()).matches()) {
            throw new HttpError("not one Host");
        }
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    /**
     * Whether another request may follow on the connection. After a body that
     * nobody reads none may: what a client has put in there would be taken for a
     * request.
     */
    boolean keepsAlive() {
        List<String> options = head.elements("Connection");
        return length == 0 && !options.contains("close")
                && (!old || options.contains("keep-alive"));
    }
}
