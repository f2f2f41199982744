package sevenservers.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import sevenservers.contract.Text;

/**
 * Lines in, lines out, for pipes, files and terminals that can do no more: what the
 * server sends goes to standard output as it is, complaints go to standard error.
 */
final class PlainDisplay implements Display {

    private final LineInput in;
    private final PrintStream out;
    private final PrintStream err;

    PlainDisplay(InputStream in, PrintStream out, PrintStream err) {
        this.in = new LineInput(in);
        this.out = out;
        this.err = err;
    }

    @Override
    public void joined(String name, String address) throws IOException {
        show("CLIENT: " + address);
    }

    @Override
    public void received(LineInput.Line line) throws IOException {
        boolean whole = line.end() == LineInput.End.TERMINATED;
        show(Text.escaped(line.text()) + (whole ? "" : CUT_MARK));
    }

    private void show(String line) throws IOException {
        out.print(line + "\n");
        if (out.checkError()) {
            throw new IOException("cannot write to standard output");
        }
    }

    @Override
    public void complain(String message) {
        err.print(Text.escaped(message) + "\n");
        err.flush();
    }

    @Override
    public String next() throws IOException {
        LineInput.Line line = in.next();
        while (line != null && !line.utf8()) {
            complain("not sent: a line that is not UTF-8");
            line = in.next();
        }
        return line == null ? null : line.text();
    }

    /**
     * Standard input cannot be interrupted; whoever waits for it is left behind.
     */
    @Override
    public void close() {
        out.flush();
    }
}
