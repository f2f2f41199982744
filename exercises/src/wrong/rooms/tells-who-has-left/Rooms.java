// Caught by: tellsInOneOrder
// Tells what happened before, also to who has left by now.
package sevenservers.exercises.closing;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import sevenservers.contract.ChatSession;

public final class Rooms {

    public interface Member {

        String name();

        void tell(String line);
    }

    public enum Answer {
        JOINED,
        BAD_NAME,
        TOO_MANY_ROOMS,
        ROOM_FULL
    }

    private record Untold(String room, Member member, String line) {
    }

    private final int mostRooms;
    private final int mostMembers;
    private final Map<String, Set<Member>> rooms = new HashMap<>();
    private final Queue<Untold> untold = new ArrayDeque<>();
    private boolean telling;

    public Rooms(int mostRooms, int mostMembers) {
        this.mostRooms = mostRooms;
        this.mostMembers = mostMembers;
    }

    public int count() {
        return rooms.size();
    }

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

    public void leave(Member member, String room) {
        if (in(room).contains(member)) {
            in(room).remove(member);
            if (in(room).isEmpty()) {
                rooms.remove(room);
            }
            tellOthers(room, member, "(User " + member.name() + " left)");
        }
    }

    public void leaveAll(Member member) {
        List.copyOf(rooms.keySet()).forEach(room -> leave(member, room));
    }

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

    private void tellUntold() {
        for (Untold next; (next = untold.poll()) != null;) {
            next.member().tell(next.line());
        }
    }
}
