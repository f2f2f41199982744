package sevenservers.contract;

/** What a chat server answers to the one client that did something wrong (C7). */
public enum Reply {
    LINE_TOO_LONG("line too long"),
    NOT_UTF8("not UTF-8"),
    EXPECTED_HANDSHAKE("expected NAME:<handshake>"),
    BAD_NAME("bad name"),
    NAME_TAKEN("name taken"),
    SERVER_FULL("server full"),
    JOIN_TIMEOUT("join timeout"),
    /** Does not end the connection. */
    ALREADY_JOINED("already joined"),
    /** Does not end the connection. */
    CONTROL_CHARACTER("control character");

    private final String reason;

    Reply(String reason) {
        this.reason = reason;
    }

    /** The reason in words, as the client reads it after the {@code "! "}. */
    public String reason() {
        return reason;
    }

    /** The whole line, its terminator included. */
    public String line() {
        return "! " + reason + "\n";
    }
}
