package sevenservers.compare.load;

import java.nio.ByteBuffer;

/**
 * What is sent to a server: messages of one size, each of which tells who sent it
 * and which of the sender's messages it is. So they can be made again to compare
 * with what comes back, and need not be kept.
 */
interface Messages {

    /** In bytes. */
    int size();

    /** Appends a sender's message of this number. */
    void put(int sender, int number, ByteBuffer to);
}
