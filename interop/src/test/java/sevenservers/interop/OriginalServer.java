package sevenservers.interop;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import sevenservers.contract.Quietly;
import sevenservers.contract.ServerOptions;
import sevenservers.contract.Service;
import sevenservers.tests.ServerUnderTest;

/**
 * An original in a process of its own, which lives as long as the connection to who
 * has started it.
 */
final class OriginalServer extends ServerUnderTest {

    /** Short, since many promises are broken, which takes so long to see. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** For the start, which is no promise. */
    private static final Duration START = Duration.ofSeconds(15);
    private static final String LISTENS = "listens on port ";

    private final Socket starter = new Socket();
    private final BufferedReader answers;
    private final InetSocketAddress address;

    /**
     * Starts it and waits until it listens.
     *
     * @param options of which it knows the host and the port
     * @throws AssertionError if it does not start
     */
    OriginalServer(Original original, Service service, ServerOptions options,
            InetSocketAddress starterAddress) {
        super(PATIENCE);
        try {
            starter.connect(starterAddress);
            starter.setSoTimeout((int) START.toMillis());
            answers = new BufferedReader(
                    new InputStreamReader(starter.getInputStream(), US_ASCII));
            say("%s %s %s %d\n".formatted(original.script(), service,
                    options.host(), options.port()));
            String answer = answers.readLine();
            if (answer == null || !answer.startsWith(LISTENS)) {
                throw new IOException("it says " + answer);
            }
            address = new InetSocketAddress(options.host(),
                    Integer.parseInt(answer.substring(LISTENS.length())));
            starter.setSoTimeout((int) PATIENCE.toMillis());
        } catch (IOException failure) {
            Quietly.close(starter);
            throw new AssertionError("the " + service + " server on " + original
                    + " does not start", failure);
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    /** SIGTERM: they have no other end of their own. */
    @Override
    public void stop() {
        try {
            say("T");
            while (answers.readLine() != null) {
                // What it prints at last.
            }
        } catch (IOException failure) {
            throw new AssertionError("the server does not end", failure);
        }
    }

    @Override
    protected void release() {
        Quietly.close(starter);
    }

    private void say(String word) throws IOException {
        starter.getOutputStream().write(word.getBytes(US_ASCII));
    }
}
