package sevenservers.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import sevenservers.contract.Style;

/** What the modules may know of each other, and the shape they share. */
class ArchitectureTest {

    private static final int COLUMNS = 84;

    private static final JavaClasses PROJECT =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("sevenservers");

    @Test
    void everyStyleDependsOnTheContractAlone() {
        assertThat(Style.all()).hasSizeGreaterThanOrEqualTo(2);
        for (Style style : Style.all()) {
            String own = style.getClass().getPackageName();
            classes().that().resideInAPackage(own + "..").should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(own + "..", "sevenservers.contract..",
                            "java..", "picocli..", "org.slf4j..",
                            frameworkOf(style))
                    .check(PROJECT);
        }
    }

    /**
     * Only asynchat is built on another style's framework, as it is in Python, and
     * only 08 on one that others have made.
     */
    private static String frameworkOf(Style style) {
        return switch (style.name()) {
            case "04" -> "sevenservers.asyncore";
            case "08" -> "io.netty..";
            default -> "";
        };
    }

    @Test
    void theContractKnowsNoStyleAndOpensNoSocket() {
        classes().that().resideInAPackage("sevenservers.contract..").should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("sevenservers.contract..", "java..",
                        "picocli..",
                        "org.slf4j..")
                .check(PROJECT);
        noClasses().that().resideInAPackage("sevenservers.contract..").should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.(\\w*Socket|http\\..*)"
                        + "|java\\.nio\\.channels\\.(Selector|Datagram\\w*"
                        + "|\\w*Socket\\w*)")
                .check(PROJECT);
    }

    @Test
    void theClientKnowsTheContractAndNoServer() {
        classes().that().resideInAPackage("sevenservers.client..").should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("sevenservers.client..",
                        "sevenservers.contract..",
                        "java..", "picocli..", "org.slf4j..", "org.jline..")
                .check(PROJECT);
    }

    @Test
    void theComparisonKnowsTheContractAndNoServer() {
        noClasses().that().resideInAPackage("sevenservers.compare..").should()
                .dependOnClassesThat(Predicates.resideInAPackage("sevenservers..")
                        .and(Predicates.resideOutsideOfPackages(
                                "sevenservers.compare..",
                                "sevenservers.contract..")))
                .check(PROJECT);
    }

    @Test
    void everyStyleHasTheSameClasses() {
        for (Style style : Style.all()) {
            String own = style.getClass().getPackageName();
            for (String name : List.of("TinyEcho", "EchoServer", "ChatServer",
                    "Main")) {
                assertThat(PROJECT.contain(own + "." + name))
                        .as("%s.%s exists", own, name)
                        .isTrue();
            }
        }
    }

    @Test
    void linesOfMainCodeFitOnASlide() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path source : mainSources()) {
            List<String> lines = Files.readAllLines(source);
            for (int i = 0; i < lines.size(); i++) {
                if (lines.get(i).length() > COLUMNS) {
                    tooLong.add(source + ":" + (i + 1));
                }
            }
        }
        assertThat(tooLong).as("lines of more than %d columns", COLUMNS).isEmpty();
    }

    @Test
    void theSmallestServersAreSmall() throws IOException {
        for (Path source : mainSources()) {
            if (source.endsWith("TinyEcho.java")) {
                assertThat(codeLines(source)).as("lines of code in %s", source)
                        .isLessThanOrEqualTo(40);
            }
        }
    }

    /** Without the package, imports, comments and blank lines. */
    private static long codeLines(Path source) throws IOException {
        return Files.readAllLines(source).stream().map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("package ")
                        && !line.startsWith("import ") && !line.startsWith("*")
                        && !line.startsWith("/*") && !line.startsWith("//"))
                .count();
    }

    private static List<Path> mainSources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(Path.of(".."))) {
            for (Path module : modules.toList()) {
                Path main = module.resolve("src/main/java");
                if (Files.isDirectory(main)) {
                    try (Stream<Path> files = Files.walk(main)) {
                        files.filter(file -> file.toString().endsWith(".java"))
                                .forEach(sources::add);
                    }
                }
            }
        }
        assertThat(sources).as("sources found").hasSizeGreaterThan(30);
        return sources;
    }
}
