package sevenservers.contract;

import java.nio.ByteBuffer;

/**
 * One client's connection as the chat's rules see it: the side that a style
 * implements. The rules never call it concurrently, and it must not block in a
 * style whose loop calls it. Once its connection has ended, each method does
 * nothing.
 */
public interface Peer {

    /**
     * Sends whole lines, after everything told before. The buffer is lent for the
     * call: what the socket does not take at once is kept by way of
     * {@link Room#keep}.
     */
    void tell(ByteBuffer lines);

    /** The number of bytes told and not yet sent. */
    long unsent();

    /** Sends what is unsent, then ends the connection as promise B6 says. */
    void end();

    /** Ends the connection as promise B6 says, without what is unsent. */
    void drop();

    /** After {@link ChatSession#mayRead()} was false: it may be true by now. */
    void readAgain();
}
