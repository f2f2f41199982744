package sevenservers.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import sevenservers.contract.Text;

/** Shows a person the lines that come back from an echo server, escaped. */
final class EchoedLines {

    private final PrintStream out;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    EchoedLines(PrintStream out) {
        this.out = out;
    }

    void add(byte[] came, int count) {
        for (int i = 0; i < count; i++) {
            if (came[i] != '\n') {
                line.write(came[i]);
            }
            if (came[i] == '\n' || line.size() == LineInput.LONGEST) {
                out.print("< " + Text.escaped(line.toString(UTF_8)) + "\n");
                line.reset();
            }
        }
        out.flush();
    }
}
