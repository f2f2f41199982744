package sevenservers.client;

import java.io.IOError;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import sevenservers.contract.Text;

/**
 * A line editor at the bottom, and what others say above it. The line that is being
 * typed survives whatever arrives meanwhile.
 */
final class TerminalDisplay implements Display {

    private static final Pattern MESSAGE =
            Pattern.compile("#\\[([^\\]]+)\\]>>> .*");
    private static final Pattern NOTICE = Pattern.compile("\\(User .*\\)");
    private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
    private static final AttributedStyle DIM = PLAIN.faint();
    private static final AttributedStyle RED =
            PLAIN.foreground(AttributedStyle.RED);
    private static final int[] NAME_COLOURS = {
        AttributedStyle.GREEN, AttributedStyle.YELLOW, AttributedStyle.BLUE,
        AttributedStyle.MAGENTA, AttributedStyle.CYAN,
        AttributedStyle.BRIGHT + AttributedStyle.GREEN,
        AttributedStyle.BRIGHT + AttributedStyle.YELLOW,
        AttributedStyle.BRIGHT + AttributedStyle.BLUE,
        AttributedStyle.BRIGHT + AttributedStyle.MAGENTA,
        AttributedStyle.BRIGHT + AttributedStyle.CYAN
    };

    private final Terminal terminal;
    private final LineReader editor;
    private final Queue<String> pasted = new ArrayDeque<>();
    private volatile String prompt = "";
    private volatile Thread typing;

    TerminalDisplay(Terminal terminal) {
        this.terminal = terminal;
        this.editor = LineReaderBuilder.builder().terminal(terminal)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, false)
                .option(LineReader.Option.HISTORY_REDUCE_BLANKS, false)
                .build();
    }

    @Override
    public void joined(String name, String address) {
        prompt = new AttributedStringBuilder().append("[").append(name, of(name))
                .append("@").append(address).append("]> ").toAnsi(terminal)
                .replace("%", "%%");
        editor.printAbove(new AttributedString("Ctrl-D leaves the chat.", DIM));
    }

    @Override
    public void received(LineInput.Line line) {
        String text = Text.escaped(line.text());
        var shown = new AttributedStringBuilder();
        Matcher message = MESSAGE.matcher(text);
        if (message.matches()) {
            String name = message.group(1);
            shown.append("#[", DIM).append(name, of(name)).append("]>>>", DIM)
                    .append(text.substring(message.end(1) + "]>>>".length()));
        } else {
            shown.append(text, text.startsWith("! ") ? RED
                    : NOTICE.matcher(text).matches() ? DIM : PLAIN);
        }
        if (line.end() != LineInput.End.TERMINATED) {
            shown.append(CUT_MARK, RED);
        }
        editor.printAbove(shown.toAttributedString());
    }

    @Override
    public void complain(String message) {
        editor.printAbove(new AttributedString(Text.escaped(message), RED));
    }

    @Override
    public String next() throws IOException {
        typing = Thread.currentThread();
        try {
            while (pasted.isEmpty()) {
                editor.readLine(prompt).lines().forEach(pasted::add);
            }
            if (Thread.interrupted()) {
                throw new InterruptedIOException("Ctrl-C");
            }
            return pasted.remove();
        } catch (UserInterruptException typed) {
            throw new InterruptedIOException("Ctrl-C");
        } catch (EndOfFileException typed) {
            return null;
        } catch (IOError | IllegalStateException closed) {
            throw new IOException("the terminal is closed", closed);
        }
    }

    /** The interrupted editor leaves the cursor on a line of its own. */
    @Override
    public void close() throws IOException {
        Thread waiting = typing;
        if (waiting != null) {
            waiting.interrupt();
            try {
                waiting.join(Duration.ofSeconds(1));
            } catch (InterruptedException leavingNow) {
                Thread.currentThread().interrupt();
            }
        }
        terminal.close();
    }

    /** A name has the same colour wherever it is shown. */
    private static AttributedStyle of(String name) {
        int index = Math.floorMod(name.hashCode(), NAME_COLOURS.length);
        return PLAIN.foreground(NAME_COLOURS[index]);
    }
}
