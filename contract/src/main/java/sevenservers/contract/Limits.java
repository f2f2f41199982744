package sevenservers.contract;

import java.time.Duration;

/** The numbers of PROTOCOL.md that are not options. */
public final class Limits {

    /** Echo holds at most so many unsent bytes for one connection (E3). */
    public static final int ECHO_BUFFER = 64 * 1024;

    /** The longest line, in bytes without its terminator. */
    public static final int MAX_LINE = 4096;

    /** The longest name, in characters. */
    public static final int MAX_NAME = 32;

    /**
     * So long input is read and dropped before an ended connection is closed (B6).
     */
    public static final Duration LINGER = Duration.ofSeconds(1);

    /** So long no connection is accepted after accept has failed (B5). */
    public static final Duration ACCEPT_PAUSE = Duration.ofSeconds(1);

    /** Connections that the kernel may hold until they are accepted. */
    public static final int LISTEN_BACKLOG = 1024;

    /** Connections that a loop accepts before it serves the others again. */
    public static final int ACCEPTS_PER_TURN = 64;

    /**
     * The kernel's send buffer of a chat connection, in bytes. Left alone, the
     * kernel takes several megabytes for each slow reader, which no limit counts,
     * and which hide from the room who is slow (C8).
     */
    public static final int SEND_BUFFER = 128 * 1024;

    private Limits() {
    }
}
