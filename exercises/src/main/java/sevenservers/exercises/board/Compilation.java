package sevenservers.exercises.board;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * What the compiler says of some sources.
 *
 * @param messages errors, and warnings if they were asked for
 * @param succeeded whether there are classes
 */
record Compilation(List<Diagnostic<? extends JavaFileObject>> messages,
        boolean succeeded) {

    private static final int SHOWN = 5;

    /**
     * Compiles some sources, and nothing beside them.
     *
     * @param into an empty folder
     * @param warnings the compiler's option that says which
     */
    static Compilation of(List<Path> sources, Path into, String warnings)
            throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IOException("This Java has no compiler: it takes a JDK.");
        }
        var messages = new DiagnosticCollector<JavaFileObject>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(
                messages, Locale.ROOT, StandardCharsets.UTF_8)) {
            List<String> options = List.of("-proc:none", "-parameters", warnings,
                    "-d", into.toString(), "-sourcepath", into.toString(),
                    "-classpath", System.getProperty("java.class.path"));
            boolean succeeded = compiler.getTask(null, files, messages, options,
                    null, files.getJavaFileObjectsFromPaths(sources)).call();
            return new Compilation(messages.getDiagnostics().stream()
                    .filter(one -> one.getKind() != Diagnostic.Kind.NOTE)
                    .toList(), succeeded);
        }
    }

    /** The first messages, each with its file and line, and the line itself. */
    String text() {
        String text = messages.stream().limit(SHOWN).map(Compilation::text)
                .collect(joining("\n"));
        int more = messages.size() - SHOWN;
        return more > 0 ? text + "\nand " + more + " more" : text;
    }

    private static String text(Diagnostic<? extends JavaFileObject> message) {
        var lines = new ArrayList<>(
                message.getMessage(Locale.ROOT).lines().toList());
        JavaFileObject file = message.getSource();
        if (file != null) {
            long line = message.getLineNumber();
            lines.set(0, file.getName() + ":" + line + ": " + lines.getFirst());
            lines.add(lineOf(file, line));
        }
        return String.join("\n  ", lines);
    }

    private static String lineOf(JavaFileObject file, long number) {
        try {
            return file.getCharContent(true).toString().lines()
                    .skip(Math.max(0, number - 1)).findFirst().orElse("").strip();
        } catch (IOException unreadable) {
            return "";
        }
    }
}
