package sevenservers.blocking.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import picocli.CommandLine.Command;

/**
 * Talks line by line: sends one, reads it back, sends the next.
 *
 * <p>Retells the line client of the documents. The line feed is what makes a
 * message of bytes: it tells a server that the line is whole, and this client where
 * the answer ends, in however many pieces it comes.
 *
 * <p>What it pays: a round trip for every line, in which nothing else happens.
 */
@Command(name = "line-client",
        description = "Sends line by line, and reads each back before the next.")
public final class LineClient extends Client {

    public LineClient() {
    }

    LineClient(Duration patience) {
        super(patience);
    }

    @Override
    void converse(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        InputStream in = new BufferedInputStream(socket.getInputStream());
        for (String line : text.split("\n", -1)) {
            byte[] sent = (line + "\n").getBytes(UTF_8);
            out.write(sent);
            show("Sent", sent);
            byte[] received = readLine(in, sent.length);
            show("Received", received);
            compare(sent, received);
        }
        socket.shutdownOutput();
        if (in.read() >= 0) {
            throw new IOException("more came back than was sent");
        }
    }

    /** Reads up to the line feed, the length, or the end of the stream. */
    private static byte[] readLine(InputStream in, int length) throws IOException {
        var line = new ByteArrayOutputStream();
        int next;
        do {
            next = in.read();
            if (next >= 0) {
                line.write(next);
            }
        } while (next >= 0 && next != '\n' && line.size() < length);
        return line.toByteArray();
    }
}
