package sevenservers.asyncore.programs;

import static sevenservers.asyncore.programs.HttpStatus.CONTENT_TOO_LARGE;
import static sevenservers.asyncore.programs.HttpStatus.FORBIDDEN;
import static sevenservers.asyncore.programs.HttpStatus.METHOD_NOT_ALLOWED;
import static sevenservers.asyncore.programs.HttpStatus.MOVED_PERMANENTLY;
import static sevenservers.asyncore.programs.HttpStatus.NOT_FOUND;
import static sevenservers.asyncore.programs.HttpStatus.NOT_IMPLEMENTED;
import static sevenservers.asyncore.programs.HttpStatus.OK;
import static sevenservers.asyncore.programs.HttpStatus.PARTIAL_CONTENT;
import static sevenservers.asyncore.programs.HttpStatus.RANGE_NOT_SATISFIABLE;
import static sevenservers.asyncore.programs.HttpStatus.SERVICE_UNAVAILABLE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import sevenservers.contract.http.HttpError;
import sevenservers.contract.http.HttpHead;

/**
 * The files below one folder, as answers to requests. Nothing outside of the folder
 * is answered, whatever a path is written like and wherever a symbolic link leads.
 * (Who may write into the folder could swap a part of a path for a link between the
 * check and the opening. Such a person need not ask this server.)
 *
 * <p>Of the preconditions of RFC 9110 only If-Modified-Since is understood. There
 * are no entity tags, so nothing can be said about If-Range, and it gets the whole
 * file.
 */
final class HttpFiles {

    private static final String INDEX = "index.html";
    private static final Set<String> OTHER_METHODS = Set.of("CONNECT", "DELETE",
            "OPTIONS", "PATCH", "POST", "PUT", "TRACE");

    private final Path root;

    /** @throws IOException if there is no such folder */
    HttpFiles(Path folder) throws IOException {
        root = folder.toRealPath();
        if (!Files.isDirectory(root)) {
            throw new NotDirectoryException(folder.toString());
        }
    }

    /** The answer to a request; who asked for it closes it. */
    HttpAnswer answer(HttpRequest request) {
        if (OTHER_METHODS.contains(request.method())) {
            return HttpAnswer.of(METHOD_NOT_ALLOWED).with("Allow", "GET, HEAD");
        }
        if (!request.isHead() && !request.method().equals("GET")) {
            return HttpAnswer.of(NOT_IMPLEMENTED);
        }
        HttpAnswer answer = request.length() > 0 ? HttpAnswer.of(CONTENT_TOO_LARGE)
                : file(request);
        return request.isHead() ? answer.withoutBody() : answer;
    }

    private HttpAnswer file(HttpRequest request) {
        try {
            var path = HttpPath.of(request.target());
            Path found = find(path);
            if (found != null && Files.isDirectory(found)) {
                if (!path.folder()) {
                    return HttpAnswer.of(MOVED_PERMANENTLY).with("Location",
                            path.asFolder().encoded());
                }
                found = inside(found.resolve(INDEX));
            } else if (path.folder()) {
                found = null;
            }
            // A pipe or a device could keep the loop waiting.
            return found != null && Files.isRegularFile(found)
                    ? open(found, request) : HttpAnswer.of(NOT_FOUND);
        } catch (HttpError malformed) {
            return HttpAnswer.of(HttpStatus.of(malformed));
        } catch (AccessDeniedException denied) {
            return HttpAnswer.of(FORBIDDEN);
        } catch (IOException unreadable) {
            return HttpAnswer.of(SERVICE_UNAVAILABLE);
        }
    }

    private Path find(HttpPath path) {
        try {
            Path file = root;
            for (String name : path.names()) {
                file = file.resolve(name);
            }
            return inside(file);
        } catch (InvalidPathException noFileHasSuchAName) {
            return null;
        }
    }

    /** Where a path really leads, or null if to nothing or out of the folder. */
    private Path inside(Path file) {
        try {
            Path real = file.toRealPath();
            return real.startsWith(root) ? real : null;
        } catch (IOException nothing) {
            return null;
        }
    }

    private static HttpAnswer open(Path path, HttpRequest request)
            throws IOException {
        Instant modified = Files.getLastModifiedTime(path).toInstant()
                .truncatedTo(ChronoUnit.SECONDS);
        if (isKnown(modified, request.head())) {
            return HttpAnswer.notModified().with("Last-Modified",
                    HttpDate.format(modified));
        }
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ,
                LinkOption.NOFOLLOW_LINKS);
        try {
            long size = file.size();
            ByteRange range = ByteRange.of(asked(request), size);
            if (range != null && range.length() == 0) {
                file.close();
                return HttpAnswer.of(RANGE_NOT_SATISFIABLE).with("Content-Range",
                        "bytes */" + size);
            }
            HttpAnswer answer = range == null
                    ? HttpAnswer.of(OK, file, new ByteRange(0, size))
                    : HttpAnswer.of(PARTIAL_CONTENT, file, range)
                            .with("Content-Range", range.of(size));
            return answer.with("Accept-Ranges", "bytes")
                    .with("Content-Type",
                            ContentTypes.of(path.getFileName().toString()))
                    .with("Last-Modified", HttpDate.format(modified));
        } catch (IOException | RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    /** Whether the client has the file as it is now. */
    private static boolean isKnown(Instant modified, HttpHead head) {
        String since = head.value("If-Modified-Since");
        Instant known = since == null || head.has("If-None-Match") ? null
                : HttpDate.parse(since);
        return known != null && !modified.isAfter(known);
    }

    /** The range that is asked for, which only GET can do, or null. */
    private static String asked(HttpRequest request) {
        return request.isHead() || request.head().has("If-Range") ? null
                : request.head().value("Range");
    }
}
