package sevenservers.contract.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    @TempDir
    Path folder;

    private Path target;

    @BeforeEach
    void nameTheFile() {
        target = folder.resolve("kept");
    }

    @Test
    void isThereWhenItIsFinishedAndNotBefore() throws IOException {
        try (var file = new WholeFile(target)) {
            file.write(bytes("one "));
            file.write(bytes("two"));
            assertThat(target).doesNotExist();
            file.finish();
            assertThat(target).hasContent("one two");
        }
        assertThat(target).as("after close").hasContent("one two");
        assertThat(names()).containsExactly("kept");
    }

    @Test
    void replacesAFileThatIsThere() throws IOException {
        Files.writeString(target, "a longer text than the new one");
        try (var file = new WholeFile(target)) {
            file.write(bytes("new"));
            assertThat(target).hasContent("a longer text than the new one");
            file.finish();
        }
        assertThat(target).hasContent("new");
        assertThat(names()).containsExactly("kept");
    }

    @Test
    void leavesNothingWhenItIsClosedUnfinished() throws IOException {
        try (var file = new WholeFile(target)) {
            file.write(bytes("half"));
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void leavesTheFormerFileWhenItIsClosedUnfinished() throws IOException {
        Files.writeString(target, "before");
        try (var file = new WholeFile(target)) {
            file.write(bytes("half"));
        }
        assertThat(target).hasContent("before");
        assertThat(names()).containsExactly("kept");
    }

    @Test
    void writesAllOfABufferAndNothingAroundIt() throws IOException {
        ByteBuffer piece = bytes("(inside)").position(1).limit(7);
        try (var file = new WholeFile(target)) {
            file.write(piece);
            file.finish();
        }
        assertThat(piece.hasRemaining()).isFalse();
        assertThat(target).hasContent("inside");
    }

    @Test
    void saysThatThereIsNoFolder() {
        Path nowhere = folder.resolve("none/kept");
        assertThatThrownBy(() -> new WholeFile(nowhere))
                .isInstanceOf(IOException.class)
                .hasMessage("no folder to write it to: " + nowhere);
    }

    @Test
    void replacesNoFolder() throws IOException {
        Files.createDirectory(target);
        for (Path taken : List.of(target, folder.getRoot(), Path.of(""))) {
            assertThatThrownBy(() -> new WholeFile(taken))
                    .isInstanceOf(IOException.class)
                    .hasMessage("no file but a folder or a device: " + taken);
        }
        assertThat(names()).containsExactly("kept");
    }

    @Test
    void replacesNoDevice() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "this system has no " + device);
        assertThatThrownBy(() -> new WholeFile(device))
                .isInstanceOf(IOException.class)
                .hasMessage("no file but a folder or a device: " + device);
    }

    @Test
    void isWrittenByOneAtATime() throws IOException {
        try (var file = new WholeFile(target)) {
            Path part = folder.resolve(names().getFirst());
            assertThatThrownBy(() -> new WholeFile(target))
                    .isInstanceOf(IOException.class)
                    .hasMessage("being written already; if by nobody, remove "
                            + part);
            file.finish();
        }
        assertThat(names()).containsExactly("kept");
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static ByteBuffer bytes(String text) {
        return UTF_8.encode(text);
    }
}
