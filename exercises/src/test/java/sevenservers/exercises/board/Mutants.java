package sevenservers.exercises.board;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.pitest.mutationtest.commandline.MutationCoverageReport;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What PIT says of the solutions: each mutant is one of them with a small fault in
 * its byte code, and dies if a test notices.
 */
record Mutants(List<Mutant> all) {

    /**
     * Longer than any test waits: if a test gives up by itself, that costs time; if
     * PIT gives it up, a JVM.
     */
    private static final String TIMEOUT_MILLIS = "4500";

    /** With most mutants that wait, the processor does nothing. */
    private static final String THREADS = "4";

    /**
     * One mutant.
     *
     * @param method the method that is changed, after the name of its class
     * @param line the line of source that is changed
     * @param change what was done to it
     */
    record Mutant(String method, String line, String change, boolean isDead) {

        @Override
        public String toString() {
            return method + " | " + line + " | " + change;
        }
    }

    /**
     * Makes them, and runs the tests with each.
     *
     * @param folder for classes and reports
     */
    static Mutants of(Folders folders, Path folder)
            throws IOException, InterruptedException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Compilation compilation =
                Compilation.of(sources(folders), classes, "-nowarn");
        if (!compilation.succeeded()) {
            throw new IOException(compilation.text());
        }
        Path log = folder.resolve("pit.log");
        Process pit = new ProcessBuilder(command(classes, folder))
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        if (pit.waitFor() != 0) {
            throw new IOException("PIT has failed: " + Files.readString(log));
        }
        return new Mutants(read(folder.resolve("mutations.xml"), folders));
    }

    /** The solutions, and beside the board all that belongs to the tests. */
    private static List<Path> sources(Folders folders) throws IOException {
        var sources = new ArrayList<Path>();
        for (String root : List.of("src/solutions/java", "src/main/java")) {
            try (Stream<Path> files = Files.walk(folders.module().resolve(root))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .filter(file -> !file.getParent().endsWith("board"))
                        .forEach(sources::add);
            }
        }
        return sources;
    }

    private static List<String> command(Path classes, Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-classpath", classPath(classes),
                MutationCoverageReport.class.getName(),
                "--targetClasses", "sevenservers.exercises.*",
                "--excludedClasses",
                "*Test,*Test$*,sevenservers.exercises.support.*",
                "--targetTests", "sevenservers.exercises.*Test",
                "--mutableCodePaths", classes.toString(),
                "--sourceDirs", folder.toString(),
                "--reportDir", folder.toString(), "--timestampedReports=false",
                "--outputFormats", "XML", "--threads", THREADS,
                "--jvmArgs", "-XX:TieredStopAtLevel=1,-XX:+UseSerialGC,-Xmx256m",
                "--timeoutConst", TIMEOUT_MILLIS);
    }

    /** The class path of this JVM, but no stubs: the solutions in their place. */
    private static String classPath(Path classes) {
        return Stream.concat(Stream.of(classes.toString()),
                Stream.of(System.getProperty("java.class.path")
                        .split(File.pathSeparator, -1))
                        .filter(entry -> !Files.exists(
                                Path.of(entry, "sevenservers", "exercises"))))
                .collect(joining(File.pathSeparator));
    }

    private static List<Mutant> read(Path report, Folders folders)
            throws IOException {
        try {
            NodeList mutations = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder().parse(report.toFile())
                    .getElementsByTagName("mutation");
            var mutants = new ArrayList<Mutant>();
            for (int i = 0; i < mutations.getLength(); i++) {
                mutants.add(mutant((Element) mutations.item(i), folders));
            }
            return mutants;
        } catch (ParserConfigurationException | SAXException strange) {
            throw new IOException(strange);
        }
    }

    private static Mutant mutant(Element mutation, Folders folders)
            throws IOException {
        String className = text(mutation, "mutatedClass");
        Path source = folders.module().resolve("src/solutions/java")
                .resolve(className.replaceFirst("\\$.*", "").replace('.', '/')
                        + ".java");
        int number = Integer.parseInt(text(mutation, "lineNumber"));
        return new Mutant(className.replaceFirst(".*\\.", "") + "."
                + text(mutation, "mutatedMethod"),
                Files.readAllLines(source).get(number - 1).strip(),
                text(mutation, "description").replaceFirst(" for sevenservers.*",
                        ""),
                Boolean.parseBoolean(mutation.getAttribute("detected")));
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }
}
