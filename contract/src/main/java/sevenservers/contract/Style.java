package sevenservers.contract;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;

/**
 * One style of network programming: the same two servers as every other style,
 * written in its own way. Tests and tools find the styles by {@link ServiceLoader}.
 */
public interface Style {

    /** The number of the style's module, the word that selects it: {@code 02}. */
    String name();

    /** The style in two or three words: {@code one selector}. */
    String title();

    /**
     * Starts this style's echo server and returns once it listens.
     *
     * @throws IOException if it cannot listen at the host and port of the options
     */
    RunningServer startEcho(ServerOptions options) throws IOException;

    /**
     * Starts this style's chat server and returns once it listens.
     *
     * @throws IOException if it cannot listen at the host and port of the options
     */
    RunningServer startChat(ServerOptions options) throws IOException;

    /**
     * Runs the style's idea in its smallest form, an echo server that keeps only
     * part of the contract, until the process ends.
     *
     * @param port the port of 127.0.0.1 to listen on; 0 for any free one
     */
    void runTiny(int port) throws IOException;

    /** The module's other programs, as picocli commands. */
    default List<Callable<Integer>> programs() {
        return List.of();
    }

    /**
     * Options that only this style's servers have, as an object for picocli to fill
     * in; the style looks at it when it starts a server.
     */
    default Optional<Object> moreOptions() {
        return Optional.empty();
    }

    /**
     * Options of the JVM without which a library of this style is not as fast as it
     * can be, for who measures it.
     */
    default List<String> jvmOptions() {
        return List.of();
    }

    /**
     * Other settings of its servers that this machine allows and that are worth
     * comparing: by name, the options of the command line that choose each.
     */
    default Map<String, List<String>> variants() {
        return Map.of();
    }

    /** Starts one of the two services. */
    default RunningServer start(Service service, ServerOptions options)
            throws IOException {
        return switch (service) {
            case ECHO -> startEcho(options);
            case CHAT -> startChat(options);
        };
    }

    /** All styles on the class path, in the order of their names. */
    static List<Style> all() {
        return ServiceLoader.load(Style.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Style::name)).toList();
    }
}
