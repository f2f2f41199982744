package sevenservers.linechat.programs;

import java.io.IOException;

/** What is to be done with each message of a mailbox. */
@FunctionalInterface
public interface MessageHandler {

    /**
     * Takes a message. The loop waits for it, so it should not take long.
     *
     * @param number the message's number in this session, from 1
     * @param message its bytes as they are stored, with CRLF at the end of lines
     * @throws IOException if it cannot: the session ends, and nothing is deleted
     */
    void accept(int number, byte[] message) throws IOException;
}
