package sevenservers.contract;

import java.net.InetSocketAddress;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conversation with one client of a chat: what each of its lines means. It
 * starts when the connection is accepted, and ends once, for whatever reason:
 *
 * <pre>
 *  JOINING --NAME:&lt;handshake&gt;--> MEMBER --leave, refusal, backlog--> GONE
 *     `------------------- leave, refusal, join timeout ----------------^
 * </pre>
 *
 * <p>Like its {@link Room} it is not thread-safe.
 */
public final class ChatSession {

    private static final Logger LOG = LoggerFactory.getLogger(ChatSession.class);
    private static final String HANDSHAKE = ":<handshake>";
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_.-]{1," + Limits.MAX_NAME + "}");

    private enum State {
        JOINING, MEMBER, GONE
    }

    private final Room room;
    private final Peer peer;
    private final String where;
    private State state = State.JOINING;
    private String name;

    /**
     * How much of the room's turn this member has been told, its own lines
     * included.
     */
    int told;

    /**
     * Whether the member holds so much unsent that the room counts it as congested.
     */
    boolean congested;

    /** Whether nothing can be sent to the client any more. */
    boolean deaf;

    /** A session that waits for its client's first line. */
    public ChatSession(Room room, Peer peer, InetSocketAddress address) {
        this.room = room;
        this.peer = peer;
        this.where = HostPort.format(address);
    }

    /** Whether a member may be called so (C1). */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /**
     * Does what the client's next line asks for; nothing if the session has ended.
     */
    public void handle(Line line) {
        if (state == State.GONE) {
            return;
        }
        switch (line) {
            case Line.TooLong() -> refuse(Reply.LINE_TOO_LONG);
            case Line.NotUtf8() -> refuse(Reply.NOT_UTF8);
            case Line.Text(String text) when state == State.JOINING -> join(text);
            case Line.Text(String text) -> say(text);
        }
    }

    /** Ends the session: its client is told the reason, the others that it left. */
    public void refuse(Reply reason) {
        if (state != State.GONE) {
            LOG.debug("{} refused: {}", this, reason.reason());
            room.reply(this, reason);
            peer.end();
            leave();
        }
    }

    /**
     * Ends the session of a client that is no longer there; once, however often
     * called.
     */
    public void leave() {
        if (isMember()) {
            room.catchUp(this);
        }
        boolean wasMember = isMember();
        state = State.GONE;
        if (wasMember) {
            LOG.debug("{} left", this);
            room.leave(this);
        }
    }

    /** Whether the client has yet to send its first line. */
    public boolean isJoining() {
        return state == State.JOINING;
    }

    /**
     * Whether the client's next input may be read. If not, {@link Peer#readAgain()}
     * is called when it is time to ask again.
     */
    public boolean mayRead() {
        if (isMember() && room.pushesBack(this)) {
            room.hold(this);
            return false;
        }
        return true;
    }

    /** To be called when unsent bytes have been sent. */
    public void sent() {
        room.weigh(this);
    }

    /**
     * To be called when nothing can be sent any more to a client that may still
     * have said something (C4). From now on it is told nothing, and does not count
     * as somebody who reads.
     */
    public void deafen() {
        if (!deaf) {
            deaf = true;
            room.deafened(this);
        }
    }

    boolean isMember() {
        return state == State.MEMBER;
    }

    boolean isListening() {
        return isMember() && !deaf;
    }

    String name() {
        return name;
    }

    Peer peer() {
        return peer;
    }

    private void join(String text) {
        String wanted = text.endsWith(HANDSHAKE)
                ? text.substring(0, text.length() - HANDSHAKE.length()) : null;
        if (wanted == null) {
            refuse(Reply.EXPECTED_HANDSHAKE);
        } else if (!isName(wanted)) {
            refuse(Reply.BAD_NAME);
        } else if (room.isTaken(wanted)) {
            refuse(Reply.NAME_TAKEN);
        } else {
            name = wanted;
            state = State.MEMBER;
            LOG.debug("{} joined", this);
            room.join(this, where);
        }
    }

    private void say(String line) {
        if (isHandshake(line)) {
            room.reply(this, Reply.ALREADY_JOINED);
            return;
        }
        String text =
                startsWithName(line) ? line.substring(name.length() + 1) : line;
        if (Text.hasControl(text)) {
            room.reply(this, Reply.CONTROL_CHARACTER);
        } else if (!text.isEmpty()) {
            room.say(this, text);
        }
    }

    private static boolean isHandshake(String line) {
        return line.endsWith(HANDSHAKE)
                && isName(line.substring(0, line.length() - HANDSHAKE.length()));
    }

    private boolean startsWithName(String line) {
        return line.startsWith(name) && line.startsWith(":", name.length());
    }

    /** The client in words that are safe in a log. */
    @Override
    public String toString() {
        return name == null ? where : name + " from " + where;
    }
}
