package sevenservers.linechat.programs;

import java.time.Duration;
import sevenservers.contract.Text;

/**
 * What a {@link Pop3Client} is to do, and within which limits.
 *
 * @param user the mailbox's name
 * @param password its password, which no text that is made from a request tells
 * @param delete whether each message is deleted after it was handled
 * @param mostBytes the most bytes of a message, counted as they travel: with one
 *     more dot in each line that begins with a dot
 * @param mostMessages how many messages are fetched at most, the first ones
 * @param patience how long the server may send nothing while it is to answer
 */
public record Pop3Request(String user, String password, boolean delete,
        int mostBytes, int mostMessages, Duration patience) {

    private static final int MOST_BYTES = 32 * 1024 * 1024;
    private static final int MOST_MESSAGES = 100_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** @throws IllegalArgumentException if a value is out of its range */
    public Pop3Request {
        requireWord(user, "user");
        requireWord(password, "password");
        require(mostBytes >= 1, "limit must be at least 1");
        require(mostMessages >= 1, "most must be at least 1");
        require(patience.isPositive(), "timeout must be more than nothing");
    }

    /** A command that contains a line end would be two commands. */
    private static void requireWord(String word, String what) {
        require(!word.isEmpty() && !Text.hasControl(word),
                what + " must be one character or more, and no control character");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** All messages of a mailbox, which stay there, with generous limits. */
    public static Pop3Request of(String user, String password) {
        return new Pop3Request(user, password, false, MOST_BYTES, MOST_MESSAGES,
                PATIENCE);
    }

    public Pop3Request withDelete(boolean delete) {
        return new Pop3Request(user, password, delete, mostBytes, mostMessages,
                patience);
    }

    public Pop3Request withMostBytes(int mostBytes) {
        return new Pop3Request(user, password, delete, mostBytes, mostMessages,
                patience);
    }

    public Pop3Request withMostMessages(int mostMessages) {
        return new Pop3Request(user, password, delete, mostBytes, mostMessages,
                patience);
    }

    public Pop3Request withPatience(Duration patience) {
        return new Pop3Request(user, password, delete, mostBytes, mostMessages,
                patience);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Pop3Request[user=" + user + ", delete=" + delete + ", mostBytes="
                + mostBytes + ", mostMessages=" + mostMessages + ", patience="
                + patience + "]";
    }
}
