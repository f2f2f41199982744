package sevenservers.exercises.closing;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import sevenservers.contract.ChatSession;

/**
 * The rooms of a chat: who is in which, and who hears what. Each room is made by
 * the first who joins it, and vanishes with the last who leaves.
 *
 * <p>It knows no sockets, and is not thread-safe. Being told something, a member
 * may call it at once, to leave for instance because it is told too much. Whatever
 * happens takes effect at once, and is told in the order in which it happened.
 *
 * <p>What it costs: who leaves the chat is looked for in every room.
 */
public final class Rooms {

    /** Somebody who may be in any number of rooms. */
    public interface Member {

        /** How it is called. */
        String name();

        /** Takes a line, without its LF. It may call the rooms, and never fails. */
        void tell(String line);
    }

    /** What comes of the wish to join. */
    public enum Answer {
        /** The member is in the room, perhaps since earlier. */
        JOINED,
        /** A room cannot be called so. */
        BAD_NAME,
        /** There are as many rooms as there may be, and not this one. */
        TOO_MANY_ROOMS,
        /** There are as many members in the room as there may be. */
        ROOM_FULL
    }

    /** A line that a member has yet to be told. */
    private record Untold(String room, Member member, String line) {
    }

    private final int mostRooms;
    private final int mostMembers;
    private final Map<String, Set<Member>> rooms = new HashMap<>();
    private final Queue<Untold> untold = new ArrayDeque<>();
    private boolean telling;

    /**
     * @param mostRooms how many rooms there may be
     * @param mostMembers how many members may be in one room
     */
    public Rooms(int mostRooms, int mostMembers) {
        this.mostRooms = mostRooms;
        this.mostMembers = mostMembers;
    }

    /** How many rooms there are. */
    public int count() {
        return rooms.size();
    }

    /** Lets a member join a room, which is made if there is none of this name. */
    public Answer join(Member member, String room) {
        if (!ChatSession.isName(room)) {
            return Answer.BAD_NAME;
        }
        Set<Member> members = in(room);
        if (members.contains(member)) {
            return Answer.JOINED;
        }
        if (members.isEmpty() && rooms.size() == mostRooms) {
            return Answer.TOO_MANY_ROOMS;
        }
        if (members.size() == mostMembers) {
            return Answer.ROOM_FULL;
        }
        rooms.computeIfAbsent(room, _ -> new LinkedHashSet<>()).add(member);
        tellOthers(room, member, "(User " + member.name() + " joined)");
        return Answer.JOINED;
    }

    /** Lets a member leave a room; nothing if it is not in. */
    public void leave(Member member, String room) {
        if (in(room).contains(member)) {
            in(room).remove(member);
            if (in(room).isEmpty()) {
                rooms.remove(room);
            }
            tellOthers(room, member, "(User " + member.name() + " left)");
        }
    }

    /** Lets a member leave all rooms. */
    public void leaveAll(Member member) {
        List.copyOf(rooms.keySet()).forEach(room -> leave(member, room));
    }

    /** Tells the others in a room what a member says; nothing if it is not in. */
    public void say(Member member, String room, String text) {
        if (in(room).contains(member)) {
            tellOthers(room, member, "#[" + member.name() + "]>>> " + text);
        }
    }

    private Set<Member> in(String room) {
        return rooms.getOrDefault(room, Set.of());
    }

    private void tellOthers(String room, Member author, String line) {
        for (Member member : in(room)) {
            if (member != author) {
                untold.add(new Untold(room, member, room + " " + line));
            }
        }
        if (!telling) {
            telling = true;
            tellUntold();
            telling = false;
        }
    }

    /**
     * Tells what there is to tell, also what is added meanwhile. Who has left a
     * room since something happened there is not told of it any more.
     */
    private void tellUntold() {
        for (Untold next; (next = untold.poll()) != null;) {
            if (in(next.room()).contains(next.member())) {
                next.member().tell(next.line());
            }
        }
    }
}
