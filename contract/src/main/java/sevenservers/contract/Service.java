package sevenservers.contract;

import java.util.Locale;

/** The two services that every style offers. */
public enum Service {
    /** Every byte comes back to its own connection. */
    ECHO(8881),
    /** Lines of text, passed on to every other member of one room. */
    CHAT(3490);

    private final int port;

    Service(int port) {
        this.port = port;
    }

    /** The TCP port on which the service listens unless told otherwise. */
    public int port() {
        return port;
    }

    /**
     * The word for this service on a command line: {@code echo} or {@code chat}.
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
