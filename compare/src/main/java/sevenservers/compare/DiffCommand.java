package sevenservers.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sevenservers.compare.diff.SideBySide;
import sevenservers.contract.Style;
import sevenservers.contract.Text;
import sevenservers.contract.cli.CommandLines;

/** Shows the same server of two styles side by side. */
@Command(name = "diff", mixinStandardHelpOptions = true,
        versionProvider = CommandLines.Version.class, sortOptions = false,
        description = "Shows the servers of two styles side by side.",
        footer = {"",
            "On a terminal, $PAGER shows what is longer than the screen."})
final class DiffCommand implements Callable<Integer> {

    private static final int COLOURS = 256;

    private final Supplier<Screen> screen;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "LEFT", description = "a style: 02")
    private String left;

    @Parameters(index = "1", paramLabel = "RIGHT", description = "another one: 07")
    private String right;

    @Option(names = "--chat",
            description = "the chat servers, not the echo servers")
    private boolean chat;

    @Option(names = "--html", paramLabel = "FILE",
            description = "write a page of HTML instead, in a folder that is made "
                    + "if it is missing")
    private Path html;

    @Option(names = "--width", paramLabel = "N",
            description = "columns to use (the terminal's, else 180)")
    private Integer width;

    DiffCommand(Supplier<Screen> screen) {
        this.screen = screen;
    }

    @Override
    public Integer call() throws IOException {
        try {
            show(sideBySide());
            return 0;
        } catch (Choice.Unknown wrong) {
            spec.commandLine().getErr().println(Text.escaped(wrong.getMessage()));
            return 2;
        }
    }

    private SideBySide sideBySide() throws Choice.Unknown, IOException {
        var styles = new Choice<>("style", Style.all(), Style::name);
        Style first = styles.one(left);
        Style second = styles.one(right);
        return new SideBySide(title(first), source(first), title(second),
                source(second));
    }

    private void show(SideBySide sources) throws IOException {
        if (html != null) {
            if (html.getParent() != null) {
                Files.createDirectories(html.getParent());
            }
            Files.writeString(html, sources.page());
            spec.commandLine().getOut().println("written to " + html);
            spec.commandLine().getOut().flush();
            return;
        }
        Screen shown = screen.get();
        List<AttributedString> lines =
                sources.text(width == null ? shown.width() : width);
        String text = lines.stream()
                .map(line -> shown.coloured()
                        ? line.toAnsi(COLOURS, AttributedString.ForceMode.None)
                        : line.toString())
                .map(line -> line.stripTrailing() + "\n")
                .collect(Collectors.joining());
        PrintWriter out = spec.commandLine().getOut();
        if (!shown.atTerminal() || lines.size() < shown.height()
                || !Pager.show(text)) {
            out.print(text);
            out.flush();
        }
    }

    private String title(Style style) {
        return style.name() + " " + file() + ": " + style.title();
    }

    private String file() {
        return chat ? "ChatServer.java" : "EchoServer.java";
    }

    /** The build puts it beside the classes. */
    private String source(Style style) throws IOException {
        try (InputStream in = style.getClass().getResourceAsStream(file())) {
            if (in == null) {
                throw new FileNotFoundException(
                        "the source of " + title(style) + " is not there");
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
