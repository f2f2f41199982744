package sevenservers.compare.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sevenservers.compare.report.Palette;
import sevenservers.compare.results.Contender;
import sevenservers.contract.Service;

/**
 * Servers in other languages, of those that this machine can run: one in C, which
 * is about the limit, and what the documents' programs are built on, in Python. The
 * sources are in this jar.
 */
final class Rivals {

    private static final String C = "epoll.c";
    private static final List<String> PYTHON = List.of("room.py", "green.py",
            "asyncore_servers.py", "twisted_servers.py", "gevent_servers.py",
            "eventlet_servers.py");
    /** A distribution's Python has its packages, whatever comes first on the PATH. */
    private static final List<String> PYTHONS =
            List.of("/usr/bin/python3", "python3");

    private static final Map<String, String> COLOURS = Map.of("c-epoll",
            Palette.colour(8), "py-asyncore", Palette.colour(9), "py-twisted",
            Palette.colour(10), "py-gevent", Palette.colour(11), "py-eventlet",
            Palette.colour(12));

    private final Path folder;

    private Rivals(Path folder) {
        this.folder = folder;
    }

    /**
     * Those that this machine can run.
     *
     * @throws IOException if there is no place for their sources
     */
    static List<Program> installed() throws IOException {
        Path folder = Files.createTempDirectory("seven-servers-");
        folder.toFile().deleteOnExit();
        return new Rivals(folder).all();
    }

    private List<Program> all() throws IOException {
        unpack(C);
        for (String file : PYTHON) {
            unpack(file);
        }
        return Stream.of(c(),
                python("asyncore", "asyncore and asynchat, in Python"),
                python("twisted", "Twisted, in Python"),
                python("gevent", "gevent, in Python"),
                python("eventlet", "Eventlet, in Python"))
                .flatMap(Optional::stream).toList();
    }

    private void unpack(String file) throws IOException {
        Path path = folder.resolve(file);
        path.toFile().deleteOnExit();
        try (InputStream source = Rivals.class
                .getResourceAsStream("/sevenservers/compare/rivals/" + file)) {
            Files.copy(source, path);
        }
    }

    private Optional<Program> c() {
        Path program = folder.resolve("epoll");
        program.toFile().deleteOnExit();
        return Tool.ask("cc", "-O2", "-o", program.toString(),
                folder.resolve(C).toString())
                .map(_ -> rival("c-epoll", "epoll, in C",
                        List.of(program.toString())));
    }

    private Optional<Program> python(String library, String title) {
        String servers = folder.resolve(library + "_servers.py").toString();
        return PYTHONS.stream()
                .filter(python -> Tool.ask(python, "-W", "ignore", "-c",
                        "import " + library).isPresent())
                .findFirst()
                // Without -B it would leave compiled files behind.
                .map(python -> rival("py-" + library, title,
                        List.of(python, "-B", servers)));
    }

    private Program rival(String id, String title, List<String> command) {
        var contender = new Contender(id, title, COLOURS.get(id));
        return new Rival(contender,
                Stream.of(Service.values()).collect(Collectors.toMap(
                        Function.identity(), service -> with(command, service))));
    }

    private static List<String> with(List<String> command, Service service) {
        List<String> words = new ArrayList<>(command);
        words.add(service.toString());
        return words;
    }
}
