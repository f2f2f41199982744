package sevenservers.compare.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sevenservers.compare.results.Contender;
import sevenservers.contract.Service;

/** What the styles retell, in Python, and what they could reach at best, in C. */
final class Rivals {

    /** Debian's packages are for this one, whichever comes first on the PATH. */
    private static final List<String> PYTHON =
            List.of("/usr/bin/python3", "-W", "ignore", "-c");

    /** No file is left behind: the program is started from a deleted one. */
    private static final String COMPILE_AND_RUN = """
            file=$(mktemp) && printf %s "$0" | cc -O2 -x c -o "$file" - \
            && exec 3< "$file" && rm "$file" && exec /dev/fd/3""";

    private Rivals() {
    }

    static Stream<Program> all() {
        return Stream.of(python("asyncore", "Python's asyncore", "#57606a"),
                python("asynchat", "Python's asynchat", "#7a6a3a"),
                python("twisted", "Python, Twisted", "#6b4f8a"),
                python("gevent", "Python, gevent", "#2f7d6b"),
                python("eventlet", "Python, Eventlet", "#8a4f6b"),
                new Rival(new Contender("c-epoll", "C, epoll", "#222831"),
                        List.of("/bin/sh", "-c", "echo '#include <sys/epoll.h>'"
                                + " | cc -E -x c -"),
                        Map.of(Service.ECHO, List.of("/bin/sh", "-c",
                                COMPILE_AND_RUN, resource("epoll_echo.c")))));
    }

    private static Program python(String module, String title, String colour) {
        return new Rival(new Contender(module, title, colour),
                with(PYTHON, "import " + module),
                Map.of(Service.ECHO,
                        with(PYTHON, resource(module + "_echo.py"))));
    }

    private static List<String> with(List<String> words, String last) {
        return Stream.concat(words.stream(), Stream.of(last)).toList();
    }

    private static String resource(String name) {
        try (InputStream in = Rivals.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
