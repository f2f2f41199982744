package sevenservers.slides;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** One of the project's documents as a page of the site. */
final class MarkdownPage {

    private MarkdownPage() {
    }

    /** @param file a document whose first line is its title */
    static String html(Path file) throws IOException {
        String text = Files.readString(file);
        int end = text.indexOf('\n');
        var extensions = List.of(TablesExtension.create());
        var document = Parser.builder().extensions(extensions).build()
                .parse(text.substring(end));
        return Template.filled("document.html",
                Map.of("title", text.substring(2, end), "text", HtmlRenderer
                        .builder().extensions(extensions).build().render(document)
                        .replace("<table>", "<div class=\"scroll\"><table>")
                        .replace("</table>", "</table></div>")));
    }
}
