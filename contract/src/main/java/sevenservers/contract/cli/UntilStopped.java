package sevenservers.contract.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import sevenservers.contract.HostPort;
import sevenservers.contract.RunningServer;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.UnavailableException;

/**
 * Runs a server until an empty line is typed at the console or the process is told
 * to end, by Ctrl-C or SIGTERM.
 */
public final class UntilStopped {

    private final String what;
    private final PrintWriter out;
    private RunningServer server;

    /** What is run, in words for the console, and where to say so. */
    public UntilStopped(String what, PrintWriter out) {
        this.what = what;
        this.out = out;
    }

    /** How a server is started. */
    @FunctionalInterface
    public interface Start {

        RunningServer start(ServerOptions options) throws IOException;
    }

    /**
     * Starts the server, and returns when it has been stopped.
     *
     * @return the exit status of the process
     * @throws IOException if it cannot be started; its message is for people
     */
    public int run(Start start, ServerOptions options)
            throws IOException, InterruptedException {
        Preload.allBeside(UntilStopped.class);
        Preload.allBeside(start.getClass());
        try {
            server = start.start(options);
        } catch (UnavailableException told) {
            throw told;
        } catch (IOException failure) {
            var wanted = InetSocketAddress.createUnresolved(options.host(),
                    options.port());
            throw new IOException(
                    "cannot listen on " + HostPort.format(wanted) + ": "
                            + failure.getMessage()
                            + " (choose with --host and --port)",
                    failure);
        }
        // On Ctrl-C and SIGTERM the JVM runs this hook, and ends when it has ended.
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
        say(what + " listens on " + HostPort.format(server.address())
                + ", an empty line or Ctrl-C stops it");
        awaitEmptyLine();
        stop();
        return 0;
    }

    private synchronized void stop() {
        if (server != null) {
            server.close();
            server = null;
            say(what + " stopped");
        }
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }

    /** The end of standard input is no empty line: a server may have no console. */
    private static void awaitEmptyLine() throws IOException, InterruptedException {
        var console = new BufferedInputStream(System.in);
        boolean empty = true;
        for (int next; (next = console.read()) >= 0;) {
            if (next == '\n' && empty) {
                return;
            }
            // Windows has a CR before each LF.
            empty = next == '\n' || empty && next == '\r';
        }
        new CountDownLatch(1).await();
    }
}
