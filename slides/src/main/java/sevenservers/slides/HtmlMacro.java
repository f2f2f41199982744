package sevenservers.slides;

import java.util.Map;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;

/** A line of a deck, {@code name::target[attributes]}, for which HTML stands in. */
abstract class HtmlMacro extends BlockMacroProcessor {

    HtmlMacro(String name) {
        super(name);
    }

    @Override
    public final StructuralNode process(StructuralNode parent, String target,
            Map<String, Object> attributes) {
        return createBlock(parent, "pass", Wrong.at(getName() + "::" + target,
                () -> html(target, attributes)));
    }

    /** @throws Wrong if the author has to mend the line */
    abstract String html(String target, Map<String, Object> attributes);
}
