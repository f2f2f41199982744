package sevenservers.exercises.closing;

/**
 * The rooms of a chat: who is in which, and who hears what. To be built: all
 * methods, and the fields that they need.
 *
 * <ul>
 * <li>A room is made by the first who joins it, and vanishes with the last who
 * leaves. Its name is good if {@link sevenservers.contract.ChatSession#isName} says
 * so of a member's.
 * <li>What andy says in the room tea is told to all others in tea, and to nobody
 * else: {@code tea #[andy]>>> TEXT}. Who is in several rooms hears all of them.
 * <li>When andy joins or leaves tea, all others in it are told
 * {@code tea (User andy joined)} or {@code tea (User andy left)}. To join a room
 * twice, to leave one that one is not in, or to speak there, does nothing and is
 * told to nobody.
 * <li>There are bounds on the number of rooms, and of members in each. A refused
 * wish leaves no trace. They are checked in the order of {@link Answer}.
 * <li>Being told something, a member may call the rooms at once, to leave for
 * instance because it is told too much. What happens takes effect at once, and is
 * told in the order in which it happened: no two members hear two things in
 * different orders. Who has left a room is told nothing more from it.
 * </ul>
 *
 * <p>It knows no sockets, and need not be thread-safe. {@link
 * sevenservers.contract.Room} solves the same for the one room of the course: see
 * there what it does with those who leave while it is telling.
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

    /**
     * @param mostRooms how many rooms there may be
     * @param mostMembers how many members may be in one room
     */
    public Rooms(int mostRooms, int mostMembers) {
        // TODO: remember the bounds.
    }

    /** How many rooms there are. */
    public int count() {
        // TODO
        throw new UnsupportedOperationException("TODO: count");
    }

    /** Lets a member join a room, which is made if there is none of this name. */
    public Answer join(Member member, String room) {
        // TODO: check the wish, then make it true, then tell the others.
        throw new UnsupportedOperationException("TODO: join");
    }

    /** Lets a member leave a room; nothing if it is not in. */
    public void leave(Member member, String room) {
        // TODO
        throw new UnsupportedOperationException("TODO: leave");
    }

    /** Lets a member leave all rooms. */
    public void leaveAll(Member member) {
        // TODO
        throw new UnsupportedOperationException("TODO: leaveAll");
    }

    /** Tells the others in a room what a member says; nothing if it is not in. */
    public void say(Member member, String room, String text) {
        // TODO
        throw new UnsupportedOperationException("TODO: say");
    }
}
