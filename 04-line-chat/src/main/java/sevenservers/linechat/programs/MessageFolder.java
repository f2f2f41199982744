package sevenservers.linechat.programs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Saves each message to a file of its own, {@code 1.eml} and so on, whole or not at
 * all. A file that is there already is never replaced: the same number may have
 * been another message the last time.
 */
final class MessageFolder implements MessageHandler {

    private final Path folder;

    /** @throws IOException if it is no folder, and none can be made there */
    MessageFolder(Path folder) throws IOException {
        try {
            this.folder = Files.createDirectories(folder);
        } catch (FileAlreadyExistsException file) {
            throw new IOException("no folder: " + folder, file);
        }
    }

    /**
     * Saves a message. The disk has it when this method returns, since the server
     * may have it no longer then.
     */
    @Override
    public void accept(int number, byte[] message) throws IOException {
        Path part = Files.createTempFile(folder, number + ".", ".part");
        try {
            write(part, ByteBuffer.wrap(message));
            Files.move(part, folder.resolve(number + ".eml"));
        } catch (FileAlreadyExistsException there) {
            throw new IOException(there.getFile() + " is there already", there);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void write(Path file, ByteBuffer bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
