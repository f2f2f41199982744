package sevenservers.exercises.support;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Lets a server that is one loop go round, beside a test or step by step. */
public final class Serving {

    private static final int MOST_TURNS = 5000;
    private static final int SHORT_MILLIS = 1;
    private static final int LONG_MILLIS = 1000;

    private Serving() {
    }

    /** What a server does again and again. */
    @FunctionalInterface
    public interface Turn {

        /**
         * Waits at most so long until a socket is ready, and serves all that are.
         *
         * @return how many those were
         */
        int turn(long millis) throws IOException;
    }

    /**
     * Serves while a conversation goes on in the thread of the test. If a turn
     * fails, the server ends, and what was thrown is thrown here.
     *
     * @param end ends the server, so that no client waits for it
     */
    public static void during(Runnable conversation, Turn server, Runnable end) {
        var loop = new Loop(server, end);
        loop.start();
        try {
            conversation.run();
        } catch (AssertionError noticed) {
            loop.end();
            loop.rethrow(noticed);
            throw noticed;
        }
        loop.end();
        loop.rethrow(null);
    }

    /**
     * Whether a server comes to rest: to a turn in which no socket was ready. As
     * long as there is none, the loop goes round without a pause.
     */
    public static boolean comesToRest(Turn server) {
        try {
            for (int i = 0; i < MOST_TURNS; i++) {
                if (server.turn(SHORT_MILLIS) == 0) {
                    return true;
                }
            }
            return false;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Loop extends Thread {

        private final Turn server;
        private final Runnable end;
        private volatile boolean stopped;
        private volatile Throwable failure;

        Loop(Turn server, Runnable end) {
            super("serving");
            this.server = server;
            this.end = end;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                while (!stopped) {
                    server.turn(SHORT_MILLIS);
                }
            } catch (IOException | RuntimeException | Error thrown) {
                if (!stopped) {
                    failure = thrown;
                    end.run();
                }
            }
        }

        /** A turn that never returns is left to the end of the test. */
        void end() {
            stopped = true;
            try {
                join(LONG_MILLIS);
            } catch (InterruptedException late) {
                Thread.currentThread().interrupt();
            }
        }

        void rethrow(AssertionError noticed) {
            if (failure != null && noticed != null) {
                failure.addSuppressed(noticed);
            }
            switch (failure) {
                case null -> {
                }
                case IOException io -> throw new UncheckedIOException(io);
                case RuntimeException unchecked -> throw unchecked;
                case Error error -> throw error;
                case Throwable other -> throw new IllegalStateException(other);
            }
        }
    }
}
