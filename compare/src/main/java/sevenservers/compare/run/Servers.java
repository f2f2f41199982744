package sevenservers.compare.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All server processes there are: none of them outlives this object. */
public final class Servers implements AutoCloseable {

    /**
     * Ctrl-C reaches all processes that were started from a terminal. These are
     * ended by the program, so that none is taken for one that has failed.
     */
    private static final List<String> DEAF =
            Files.isExecutable(Path.of("/bin/sh"))
                    ? List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh")
                    : List.of();

    /**
     * So that a server ends even when this process is killed: with the thread that
     * has started it. Only Linux can do that; others leave the server behind.
     */
    private static final List<String> MORTAL =
            Tool.ask("setpriv", "--pdeathsig", "KILL", "true").isPresent()
                    ? List.of("setpriv", "--pdeathsig", "KILL")
                    : List.of();

    private final List<String> prefix;
    private final List<Server> running = new ArrayList<>();
    private boolean closed;

    /** Words that are put before every command: those of {@link Processors}. */
    public Servers(List<String> prefix) {
        this.prefix = List.copyOf(prefix);
    }

    /**
     * Starts a server.
     *
     * @throws IOException if there is no such program, or all is closed
     */
    synchronized Server start(List<String> command) throws IOException {
        if (closed) {
            throw new IOException("no more servers are started");
        }
        List<String> words = new ArrayList<>(DEAF);
        words.addAll(MORTAL);
        words.addAll(prefix);
        words.addAll(command);
        var server = new Server(
                new ProcessBuilder(words).redirectErrorStream(true).start());
        running.add(server);
        return server;
    }

    /** Ends all servers there are now. */
    synchronized void end() {
        running.forEach(Server::ask);
        running.forEach(Server::close);
        running.clear();
    }

    /** Ends all servers at once; no other can be started. From any thread. */
    @Override
    public synchronized void close() {
        closed = true;
        running.forEach(Server::kill);
        running.clear();
    }

    /** Whether no server can be started any more. */
    public synchronized boolean isClosed() {
        return closed;
    }
}
