package sevenservers.exercises.board;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Block;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import sevenservers.contract.cli.Words;

/**
 * Markdown as it is read in a terminal: no line is too long, code is indented, and
 * so is what belongs to the point of a list.
 */
final class Prose extends AbstractVisitor {

    private static final int WIDTH = 80;

    private final StringBuilder lines = new StringBuilder();
    private final StringBuilder words = new StringBuilder();
    private String indent = "";
    private String firstIndent = "";

    private Prose() {
    }

    static String of(String markdown) {
        var prose = new Prose();
        Parser.builder().build().parse(markdown).accept(prose);
        return prose.lines.toString().stripTrailing();
    }

    @Override
    public void visit(Heading heading) {
        wrap(heading);
    }

    @Override
    public void visit(Paragraph paragraph) {
        wrap(paragraph);
    }

    @Override
    public void visit(FencedCodeBlock code) {
        code.getLiteral().lines().map(line -> indent + "    " + line)
                .forEach(this::line);
        line("");
    }

    @Override
    public void visit(BulletList list) {
        visitChildren(list);
        line("");
    }

    @Override
    public void visit(ListItem item) {
        String outer = indent;
        firstIndent = outer + "- ";
        indent = outer + "  ";
        visitChildren(item);
        // Points are not set apart.
        lines.setLength(lines.length() - 1);
        indent = outer;
        firstIndent = outer;
    }

    @Override
    public void visit(Text text) {
        words.append(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
        words.append('`').append(code.getLiteral()).append('`');
    }

    @Override
    public void visit(SoftLineBreak end) {
        words.append(' ');
    }

    private void wrap(Block block) {
        words.setLength(0);
        visitChildren(block);
        for (String line : Words.wrapped(words.toString(),
                WIDTH - indent.length())) {
            line(firstIndent + line);
            firstIndent = indent;
        }
        line("");
    }

    private void line(String line) {
        lines.append(line).append('\n');
    }
}
