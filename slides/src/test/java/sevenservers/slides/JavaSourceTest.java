package sevenservers.slides;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaSourceTest {

    @TempDir
    Path root;

    private JavaSource source;

    @BeforeEach
    void write() throws IOException {
        Path folder = root.resolve("module/src/main/java/p");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("Outer.java"), """
                package p;

                class Outer {

                    private int count;

                    /** Counts. */
                    @Deprecated
                    void count(Object one) {
                        if (one instanceof Integer _) {
                            count++;
                        }
                    }

                    void end() {
                    }

                    void end(long by) {
                    }

                    record Inner(int a) {

                        int twice() {
                            return 2 * a;
                        }
                    }
                }
                """);
        source = JavaSource.of(root, "module", "Outer");
    }

    @Test
    @DisplayName("a method is cut out without its Javadoc, or with it")
    void method() {
        assertThat(source.cut(List.of("Outer"), List.of("count"), false))
                .startsWith("@Deprecated", "void count(Object one) {").endsWith("}")
                .hasSize(6);
        assertThat(source.cut(List.of("Outer"), List.of("count"), true))
                .startsWith("/** Counts. */", "@Deprecated").hasSize(7);
    }

    @Test
    @DisplayName("several members stand in the order asked for")
    void several() {
        assertThat(
                source.cut(List.of("Outer"), List.of("end(long)", "end()"), false))
                .containsExactly("void end(long by) {", "}", "", "void end() {",
                        "}");
    }

    @Test
    @DisplayName("a class within a class is cut out, and a member of it")
    void inner() {
        assertThat(source.cut(List.of("Outer", "Inner"), List.of("twice"), false))
                .containsExactly("int twice() {", "    return 2 * a;", "}");
        assertThat(source.cut(List.of("Outer"), List.of("Inner"), false))
                .startsWith("record Inner(int a) {").endsWith("}");
    }

    @Test
    @DisplayName("what is not there, or there twice, is an error that says so")
    void missing() {
        assertWrong(List.of("Outer"), List.of("sum"),
                "no member sum in Outer.java");
        assertWrong(List.of("Outer"), List.of("end"),
                "2 times the member end in Outer.java");
        assertWrong(List.of("Outer", "Other"), List.of(),
                "no class Other in Outer.java");
        assertThatThrownBy(() -> JavaSource.of(root, "module", "Other"))
                .isInstanceOf(Wrong.class).hasMessage("no class Other in module");
        assertThatThrownBy(() -> JavaSource.of(root, "modul", "Outer"))
                .isInstanceOf(Wrong.class).hasMessage("there is no module modul");
    }

    private void assertWrong(List<String> path, List<String> members,
            String message) {
        assertThatThrownBy(() -> source.cut(path, members, false))
                .isInstanceOf(Wrong.class).hasMessage(message);
    }
}
