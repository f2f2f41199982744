package sevenservers.linechat.programs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static sevenservers.linechat.programs.Mailbox.PASSWORD;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the client can do with a server that others have written.
 */
@Timeout(300)
interface Pop3Contract {

    String HEADER = "Subject: hello\r\n\r\n";

    /** Where the server listens on loopback. */
    int port();

    /** All messages of a mailbox that is empty at first. */
    default Pop3Request request() {
        return Mailbox.REQUEST;
    }

    /** Puts a message with CRLF line ends into the mailbox. */
    void deliver(byte[] message) throws Exception;

    /** How many messages there are. */
    long stored() throws Exception;

    /** A stored message as this server sends it. */
    default String sent(String stored) {
        return stored;
    }

    default void deliver(String message) throws Exception {
        deliver(message.getBytes(ISO_8859_1));
    }

    /** All messages, each byte a character, which stay there. */
    default List<String> fetched() {
        var mailbox = new Mailbox();
        assertThat(Mailbox.fetch(port(), request(), mailbox))
                .isInstanceOf(Pop3Result.Success.class);
        return mailbox.texts();
    }

    @Test
    default void fetchesAllMessagesInOrderAndLeavesThem() throws Exception {
        deliver(HEADER + "one\r\n");
        deliver(HEADER + "two\r\n");
        deliver(HEADER + "three\r\nlines\r\n");
        var mailbox = new Mailbox();
        assertThat(Mailbox.fetch(port(), request(), mailbox))
                .isEqualTo(new Pop3Result.Success(3, 0, 3));
        assertThat(mailbox.texts()).containsExactly(HEADER + "one\r\n",
                HEADER + "two\r\n", HEADER + "three\r\nlines\r\n");
        assertThat(stored()).isEqualTo(3);
    }

    @Test
    default void findsNothingInAnEmptyMailbox() {
        var mailbox = new Mailbox();
        assertThat(Mailbox.fetch(port(), request().withDelete(true), mailbox))
                .isEqualTo(new Pop3Result.Success(0, 0, 0));
        assertThat(mailbox.messages()).isEmpty();
    }

    @Test
    default void deletesWhatItHasFetched() throws Exception {
        deliver(HEADER + "one\r\n");
        deliver(HEADER + "two\r\n");
        deliver(HEADER + "three\r\n");
        var mailbox = new Mailbox();
        assertThat(Mailbox.fetch(port(),
                request().withDelete(true).withMostMessages(2), mailbox))
                .isEqualTo(new Pop3Result.Success(2, 2, 1));
        assertThat(stored()).isEqualTo(1);
        assertThat(fetched()).containsExactly(HEADER + "three\r\n");
    }

    @Test
    default void deletesNothingWhenAMessageCannotBeHandled() throws Exception {
        deliver(HEADER + "one\r\n");
        deliver(HEADER + "two\r\n");
        assertThat(Mailbox.failure(
                Mailbox.fetch(port(), request().withDelete(true), (number, _) -> {
                    if (number == 2) {
                        throw new IOException("the disk is full");
                    }
                }))).endsWith("at RETR 2: not handled: the disk is full");
        assertThat(stored()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", ".a", "a~.", "a~.~b", "~.~", "~~.~~", "~.",
        ".~", "...~..~.", "a~..~", "~", "a.", "a~b.~.c"})
    default void keepsDotsAndWhatLooksLikeTheEnd(String body) throws Exception {
        String message = HEADER + body.replace("~", "\r\n") + "\r\n";
        deliver(message);
        deliver(HEADER + "next\r\n");
        assertThat(fetched()).containsExactly(sent(message),
                HEADER + "next\r\n");
    }

    @Test
    default void fetchesALargeMessage() throws Exception {
        String line = "." + "x".repeat(70) + "\r\n";
        String message = HEADER + line.repeat(8 * 1024 * 1024 / line.length());
        deliver(message);
        // Not isEqualTo, whose failure would show all of it.
        assertThat(fetched().getFirst().equals(message)).isTrue();
    }

    @Test
    default void keepsEachOfThe8BitBytes() throws Exception {
        var body = new StringBuilder();
        for (char c = 1; c < 256; c++) {
            if (c != '\r' && c != '\n') {
                body.append(c);
            }
        }
        String message = HEADER + body + "\r\n";
        deliver(message);
        assertThat(fetched()).containsExactly(message);
    }

    @Test
    default void fetchesManyMessages() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            deliver(HEADER + i + "\r\n");
            expected.add(HEADER + i + "\r\n");
        }
        var mailbox = new Mailbox();
        assertThat(Mailbox.fetch(port(), request().withDelete(true), mailbox))
                .isEqualTo(new Pop3Result.Success(100, 100, 0));
        assertThat(mailbox.texts()).isEqualTo(expected);
        assertThat(stored()).isZero();
    }

    @Test
    default void tellsThatThePasswordIsWrong() {
        assertThat(Mailbox.failure(Mailbox.fetch(port(),
                Pop3Request.of(request().user(), "secret"), new Mailbox())))
                .startsWith("127.0.0.1:" + port() + " at PASS: refused: ")
                .doesNotContain("secret", PASSWORD);
    }
}
