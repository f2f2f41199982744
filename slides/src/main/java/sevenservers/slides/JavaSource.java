package sevenservers.slides;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;

/**
 * A Java file, and where its members stand in it. The JDK's own parser finds them,
 * so that whatever compiles can be shown.
 */
final class JavaSource {

    private final Path file;
    private final String text;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;

    private JavaSource(Path file) throws IOException {
        this.file = file;
        text = Files.readString(file);
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(null, files, _ -> {
            }, List.of("-proc:none"), null, files.getJavaFileObjects(file));
            unit = task.parse().iterator().next();
            positions = Trees.instance(task).getSourcePositions();
        }
    }

    /**
     * The file of a class.
     *
     * @throws Wrong if the module has no such file, or several
     */
    static JavaSource of(Path root, String module, String simpleName)
            throws IOException {
        Path sources = root.resolve(module, "src", "main", "java");
        if (!Files.isDirectory(sources)) {
            throw new Wrong("there is no module " + module);
        }
        List<Path> found;
        try (var files = Files.walk(sources)) {
            found = files.filter(file -> file.endsWith(simpleName + ".java"))
                    .toList();
        }
        if (found.size() != 1) {
            throw new Wrong((found.isEmpty() ? "no class " : "several classes ")
                    + simpleName + " in " + module);
        }
        return new JavaSource(found.getFirst());
    }

    /**
     * The lines of a class, or of some of its members in the order asked for.
     *
     * @param path names of classes, the outermost first
     * @param members names of methods, fields and classes; a method comes
     *            before a field of the same name, and is told from others by its
     *            parameters: {@code end(long)}. Empty: the
     *            class as a whole
     * @param documented whether their Javadoc is shown
     * @throws Wrong if there is no such member, or more than one
     */
    List<String> cut(List<String> path, List<String> members, boolean documented) {
        ClassTree owner = null;
        for (String name : path) {
            owner = (ClassTree) only(name, "class", owner == null
                    ? unit.getTypeDecls()
                    : owner.getMembers());
        }
        if (members.isEmpty()) {
            return lines(owner, documented);
        }
        List<String> lines = new ArrayList<>();
        Tree previous = null;
        for (String name : members) {
            Tree member = only(name, "member", owner.getMembers());
            if (previous != null && !(previous instanceof VariableTree
                    && member instanceof VariableTree)) {
                lines.add("");
            }
            lines.addAll(lines(member, documented));
            previous = member;
        }
        return lines;
    }

    private Tree only(String name, String kind, List<? extends Tree> among) {
        List<? extends Tree> found = among.stream()
                .filter(tree -> isNamed(tree, name)
                        && (kind.equals("member") || tree instanceof ClassTree))
                .toList();
        if (found.stream().filter(MethodTree.class::isInstance).count() == 1) {
            found = found.stream().filter(MethodTree.class::isInstance).toList();
        }
        if (found.size() != 1) {
            throw new Wrong("%s %s %s in %s".formatted(
                    found.isEmpty() ? "no" : found.size() + " times the", kind,
                    name, file.getFileName()));
        }
        return found.getFirst();
    }

    private static boolean isNamed(Tree tree, String name) {
        return switch (tree) {
            case ClassTree type -> type.getSimpleName().contentEquals(name);
            case VariableTree field -> field.getName().contentEquals(name);
            case MethodTree method -> method.getName().contentEquals(name)
                    || signature(method).equals(name);
            default -> false;
        };
    }

    private static String signature(MethodTree method) {
        return method.getName() + "(" + String.join(",", method.getParameters()
                .stream().map(parameter -> parameter.getType().toString()).toList())
                + ")";
    }

    private List<String> lines(Tree tree, boolean documented) {
        int start = (int) positions.getStartPosition(unit, tree);
        int end = (int) positions.getEndPosition(unit, tree);
        if (documented && text.substring(0, start).stripTrailing().endsWith("*/")) {
            start = text.lastIndexOf("/**", start);
        }
        int lineStart = text.lastIndexOf('\n', start) + 1;
        return text.substring(lineStart, end).stripIndent().lines().toList();
    }
}
