package sevenservers.blocking.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import picocli.CommandLine.Command;

/**
 * Sends a text in one piece, says that this was all, and reads what comes back
 * until the server says the same.
 *
 * <p>Retells the echo client of the documents, which takes what one {@code recv}
 * returns for the whole answer. TCP carries bytes and not messages: one write may
 * arrive in many reads. Only the end of the stream tells this client that it has
 * everything.
 *
 * <p>What it leaves out: to say something more after an answer. {@link LineClient}
 * repairs that.
 */
@Command(name = "echo-client",
        description = "Sends lines in one piece, and reads until the server ends.")
public final class EchoClient extends Client {

    public EchoClient() {
    }

    EchoClient(Duration patience) {
        super(patience);
    }

    @Override
    void converse(Socket socket, String text) throws IOException {
        byte[] sent = text.getBytes(UTF_8);
        socket.getOutputStream().write(sent);
        socket.shutdownOutput();
        show("Sent", sent);
        // It reads as often as it takes. The byte too many never comes: to wait for
        // it is to wait for the end. A server without end is left after that byte.
        byte[] received = socket.getInputStream().readNBytes(sent.length + 1);
        show("Received", received);
        compare(sent, received);
    }
}
