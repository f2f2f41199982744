package sevenservers.compare.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sevenservers.compare.report.Palette;
import sevenservers.compare.results.Contender;
import sevenservers.contract.Service;

/**
 * What the styles retell, in Python, and what they could reach at best, in C. The
 * sources are resources; Python and the compiler find them in a folder that is
 * deleted when this process ends.
 */
final class Rivals {

    private static final List<String> SOURCES = List.of("epoll.c", "room.py",
            "green.py", "asyncore_servers.py", "twisted_servers.py",
            "gevent_servers.py", "eventlet_servers.py");

    /** The one that Debian's packages are for, wherever the PATH leads. */
    private static final String PYTHON = "/usr/bin/python3";

    private static final String COMPILED = "epoll";

    /** In the folder, once. */
    private static final String COMPILE_AND_RUN = """
            cd "$0" && { [ -x epoll ] || cc -O2 -o epoll epoll.c; } \
            && exec ./epoll "$1\"""";

    private static final Path FOLDER = unpacked();

    private Rivals() {
    }

    static Stream<Program> all() {
        return Stream.of(
                rival("c-epoll", "epoll, in C", 8,
                        List.of("/bin/sh", "-c", "echo '#include <sys/epoll.h>'"
                                + " | cc -E -x c -"),
                        "/bin/sh", "-c", COMPILE_AND_RUN, FOLDER.toString()),
                python("asyncore", "asyncore and asynchat, in Python", 9),
                python("twisted", "Twisted, in Python", 10),
                python("gevent", "gevent, in Python", 11),
                python("eventlet", "Eventlet, in Python", 12));
    }

    private static Program python(String library, String title, int place) {
        // Without -B it would leave compiled files behind.
        return rival("py-" + library, title, place,
                List.of(PYTHON, "-W", "ignore", "-c", "import " + library),
                PYTHON, "-B", path(library + "_servers.py"));
    }

    private static Program rival(String id, String title, int place,
            List<String> test, String... command) {
        return new Rival(new Contender(id, title, Palette.colour(place)), test,
                Arrays.stream(Service.values()).collect(Collectors.toMap(
                        service -> service,
                        service -> Stream.concat(Arrays.stream(command),
                                Stream.of(service.toString())).toList())));
    }

    private static String path(String source) {
        return FOLDER.resolve(source).toString();
    }

    private static Path unpacked() {
        try {
            Path folder = Files.createTempDirectory("seven-servers-");
            folder.toFile().deleteOnExit();
            folder.resolve(COMPILED).toFile().deleteOnExit();
            for (String source : SOURCES) {
                Path file = folder.resolve(source);
                file.toFile().deleteOnExit();
                try (InputStream in = Rivals.class.getResourceAsStream(
                        "/sevenservers/compare/rivals/" + source)) {
                    Files.copy(in, file);
                }
            }
            return folder;
        } catch (IOException noPlace) {
            throw new UncheckedIOException(noPlace);
        }
    }
}
