package sevenservers.contract.cli;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that is there as a whole or not at all: it is written under another name
 * beside its own, and gets its own when it is whole. Only a killed process leaves
 * the other one behind.
 */
public final class WholeFile implements Closeable {

    private final Path target;
    private final Path part;
    private final FileChannel channel;

    /** @throws IOException if nothing can be written there */
    public WholeFile(Path target) throws IOException {
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new IOException("no file but a folder or a device: " + target);
        }
        this.target = target;
        part = target.resolveSibling(target.getFileName() + "."
                + ProcessHandle.current().pid() + ".part");
        try {
            channel = FileChannel.open(part, CREATE_NEW, WRITE);
        } catch (NoSuchFileException noFolder) {
            throw new IOException("no folder to write it to: " + target, noFolder);
        } catch (FileAlreadyExistsException taken) {
            throw new IOException(
                    "being written already; if by nobody, remove " + part, taken);
        }
    }

    /** Writes all of the bytes. */
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** The file is whole: it replaces what was there under its name. */
    public void finish() throws IOException {
        channel.close();
        Files.move(part, target, ATOMIC_MOVE);
    }

    /** Removes what is not finished. */
    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(part);
    }
}
