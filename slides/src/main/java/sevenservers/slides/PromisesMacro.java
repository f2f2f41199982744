package sevenservers.slides;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a module's {@code TinyEcho} breaks, out of the generated table of its
 * README: {@code promises::02-select-echo[]}. Of the tests that fail for a promise
 * the first is shown.
 */
final class PromisesMacro extends HtmlMacro {

    private static final Pattern BROKEN =
            Pattern.compile("\\| (\\w+) \\| no \\| ([^;|]+)((?:; [^;|]+)*) \\|");

    private final Path root;

    PromisesMacro(Path root) {
        super("promises");
        this.root = root;
    }

    @Override
    String html(String module, Map<String, Object> attributes) {
        Path readme = root.resolve(module, "README.md");
        var rows = new StringBuilder();
        try {
            Matcher broken = BROKEN.matcher(
                    Files.exists(readme) ? Files.readString(readme) : "");
            while (broken.find()) {
                long more = broken.group(3).chars().filter(c -> c == ';').count();
                rows.append("<tr><td><strong>%s</strong></td><td>%s%s</td></tr>"
                        .formatted(broken.group(1), Html.escaped(broken.group(2)),
                                more == 0
                                        ? ""
                                        : " <span class=\"quiet\">and " + more
                                                + " more</span>"));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        if (rows.isEmpty()) {
            throw new Wrong("its README has no table of promises that are broken");
        }
        return "<table class=\"promises\"><thead><tr><th>Promise</th>"
                + "<th>The test that fails</th></tr></thead><tbody>" + rows
                + "</tbody></table>";
    }
}
