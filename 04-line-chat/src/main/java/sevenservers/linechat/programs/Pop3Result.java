package sevenservers.linechat.programs;

import java.io.IOException;

/** How a {@link Pop3Client} has ended. */
public sealed interface Pop3Result {

    /**
     * All that was asked for is done, and the server has confirmed it.
     *
     * @param fetched how many messages were handled
     * @param deleted how many of them the server has deleted
     * @param left how many messages are in the mailbox now
     */
    record Success(int fetched, int deleted, int left) implements Pop3Result {
    }

    /**
     * The conversation broke off, and nothing is deleted; if it broke off after
     * QUIT, that is not sure.
     *
     * @param reason what happened after which command, in escaped words for a
     *     person, without the password
     */
    record Failure(IOException reason) implements Pop3Result {
    }
}
