package sevenservers.reactor;

import java.io.IOException;
import java.time.Duration;

/** Why a connection has ended, or never came to be. */
public sealed interface Reason {

    /** In order: one of the two sides had nothing more to say. */
    record Done() implements Reason {
    }

    /** The connection broke, for example by a reset. */
    record Lost(IOException cause) implements Reason {
    }

    /**
     * It was ended by {@link Transport#abortConnection()}, or given up before it
     * stood.
     */
    record Aborted() implements Reason {
    }

    /**
     * The other side was not to be reached in time, or took none of the bytes that
     * were waiting for it.
     */
    record TimedOut(Duration limit) implements Reason {
    }

    /** It could not be connected. */
    record NotConnected(IOException cause) implements Reason {
    }

    /** A protocol or a factory threw: an error of the program's own. */
    record Failed(Throwable cause) implements Reason {
    }

    /** The reason in words, for a person; it may have come over the network. */
    default String message() {
        return switch (this) {
            case Done _ -> "the connection was closed";
            case Lost(IOException cause) ->
                "the connection broke: " + cause.getMessage();
            case Aborted _ -> "the connection was aborted";
            case TimedOut(Duration limit) ->
                "nothing happened for " + seconds(limit);
            case NotConnected(IOException cause) -> cause.getMessage();
            case Failed(Throwable cause) -> "an error: " + cause;
        };
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() / 1000.0 + " s";
    }
}
