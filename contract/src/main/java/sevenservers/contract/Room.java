package sevenservers.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The members of a chat and what they are told: who is in, one order for all lines
 * (C5), the limit on what a member may leave waiting (C6) and the push-back on who
 * talks faster than most can read (C8).
 *
 * <p>Lines are collected and told in turns. A style calls {@link #deliver()} when
 * it has handled all input that was ready; each member then gets all lines of the
 * turn at once. The room is not thread-safe: in each style it is plain who may
 * touch it.
 */
public final class Room {

    private static final int LARGEST_TURN = 64 * 1024;
    private static final int LARGEST_CHUNK = 16 * 1024;

    private final LinkedHashMap<String, ChatSession> members =
            new LinkedHashMap<>();
    private final Set<ChatSession> held = new LinkedHashSet<>();
    private final ArrayDeque<ChatSession> leavers = new ArrayDeque<>();
    private final Turn turn;
    private final Runnable deliverSoon;
    private final int maxBacklog;
    /** How many members can still be told something. */
    private int listening;
    /** How many of them leave too much waiting. */
    private int congested;
    private boolean telling;
    private boolean closed;

    /** A room for a loop that calls {@link #deliver()} in every turn. */
    public Room(ServerOptions options) {
        this(options, () -> {
        });
    }

    /**
     * A room for a loop that knows nothing of rooms.
     *
     * @param deliverSoon is called when there is something to tell; it has
     *     {@link #deliver()} called later, and never itself calls it
     */
    public Room(ServerOptions options, Runnable deliverSoon) {
        this.deliverSoon = deliverSoon;
        maxBacklog = options.maxBacklog();
        turn = new Turn(Math.min(LARGEST_TURN, maxBacklog / 8));
    }

    /**
     * How many bytes of one client's input may be handled between two looks at
     * {@link ChatSession#mayRead()}. A line grows up to 21-fold on its way to the
     * others (a letter said by a long name), so a 64th of the backlog leaves room
     * for the rest.
     */
    public int chunk() {
        return Math.min(LARGEST_CHUNK, maxBacklog / 64);
    }

    /** Ends a turn: tells every member the lines it has not been told. */
    public void deliver() {
        while (turn.size() > 0) {
            telling = true;
            // The order is free. Newest first: a load generator's talker that waits
            // for the newest member talks on while the others are told.
            for (ChatSession member : members.sequencedValues().reversed()) {
                tellUpTo(turn.size(), member);
                member.told = 0;
            }
            telling = false;
            turn.clear();
            departLeavers();
        }
    }

    /**
     * Turns lines lent to {@link Peer#tell} into lines that may be kept, without a
     * copy for each member that keeps them. (Only a turn's lines are direct; others
     * are the receiver's own already.)
     */
    public ByteBuffer keep(ByteBuffer lines) {
        return lines.isDirect() ? turn.keep() : lines;
    }

    /**
     * From now on nobody is told that a member has left: the server itself ends
     * (B7).
     */
    public void close() {
        deliver();
        closed = true;
    }

    boolean isTaken(String name) {
        return members.containsKey(name);
    }

    void join(ChatSession joiner, String where) {
        String name = joiner.name();
        publish("(User " + name + " connected from " + where + ")\n", null);
        members.put(name, joiner);
        if (!joiner.deaf) {
            listening++;
        }
        joiner.told = turn.size();
        tell(joiner, "CLIENT: " + where + "\n");
        releaseHeld();
    }

    void say(ChatSession author, String text) {
        publish("#[" + author.name() + "]>>> " + text + "\n", author);
    }

    /** Tells a member what it has not been told of the turn so far. */
    void catchUp(ChatSession session) {
        if (!telling) {
            telling = true;
            tellUpTo(turn.size(), session);
            telling = false;
            departLeavers();
        }
    }

    /**
     * Tells one session alone, after all that it is to be told of the turn so far.
     */
    void reply(ChatSession session, Reply reply) {
        if (session.isMember()) {
            catchUp(session);
        }
        tell(session, reply.line());
    }

    void leave(ChatSession session) {
        leavers.add(session);
        if (!telling) {
            departLeavers();
        }
    }

    /** Counts a session out of those who listen, if it was among them. */
    void deafened(ChatSession session) {
        // One that leaves meanwhile is a member until the others are told so.
        if (members.get(session.name()) == session) {
            listening--;
        }
        weigh(session);
    }

    /** Whether more than half of the others who listen are congested. */
    boolean pushesBack(ChatSession session) {
        int others = session.deaf ? listening : listening - 1;
        return 2 * (session.congested ? congested - 1 : congested) > others;
    }

    void hold(ChatSession session) {
        held.add(session);
    }

    /** Looks at what a session has unsent, after that has become more or less. */
    void weigh(ChatSession session) {
        long unsent = session.isListening() ? session.peer().unsent() : 0;
        boolean nowCongested = unsent > maxBacklog / 4;
        if (nowCongested != session.congested) {
            session.congested = nowCongested;
            congested += nowCongested ? 1 : -1;
            if (!nowCongested) {
                releaseHeld();
            }
        }
        if (unsent > maxBacklog) {
            session.peer().drop();
            session.leave();
        }
    }

    private void publish(String text, ChatSession author) {
        byte[] line = text.getBytes(StandardCharsets.UTF_8);
        if (!turn.fits(line.length)) {
            deliver();
        }
        if (author == null) {
            append(line);
            return;
        }
        catchUp(author);
        if (author.isMember()) {
            append(line);
            author.told = turn.size();
        }
    }

    private void append(byte[] line) {
        if (turn.size() == 0) {
            deliverSoon.run();
        }
        turn.append(line);
    }

    private void tellUpTo(int end, ChatSession member) {
        if (member.told < end && member.isListening()) {
            member.peer().tell(turn.between(member.told, end));
            member.told = end;
            weigh(member);
        }
    }

    private void tell(ChatSession session, String line) {
        if (session.deaf) {
            return;
        }
        telling = true;
        session.peer().tell(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
        weigh(session);
        telling = false;
        departLeavers();
    }

    private void departLeavers() {
        for (ChatSession leaver; (leaver = leavers.poll()) != null;) {
            members.remove(leaver.name(), leaver);
            if (!leaver.deaf) {
                listening--;
            }
            weigh(leaver);
            if (!closed) {
                publish("(User " + leaver.name() + " disconnected)\n", null);
            }
            if (held.remove(leaver)) {
                leaver.peer().readAgain();
            }
            releaseHeld();
        }
    }

    private void releaseHeld() {
        if (held.isEmpty() || 2 * (congested - 1) > listening) {
            return;
        }
        for (ChatSession session : held.toArray(ChatSession[]::new)) {
            if (!pushesBack(session)) {
                held.remove(session);
                session.peer().readAgain();
            }
        }
    }
}
