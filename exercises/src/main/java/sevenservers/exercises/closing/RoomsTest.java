package sevenservers.exercises.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.exercises.closing.Rooms.Answer;

class RoomsTest {

    private static final int MOST_ROOMS = 2;
    private static final int MOST_MEMBERS = 5;

    private final Rooms rooms = new Rooms(MOST_ROOMS, MOST_MEMBERS);
    private final Listener andy = new Listener("andy");
    private final Listener betty = new Listener("betty");
    private final Listener carl = new Listener("carl");
    private final Listener dora = new Listener("dora");
    private final Listener eve = new Listener("eve");

    /** A member that keeps what it is told, and does what a test wants then. */
    private static final class Listener implements Rooms.Member {

        private final String name;
        private final List<String> heard = new ArrayList<>();
        private final Map<String, Runnable> when = new HashMap<>();

        Listener(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void tell(String line) {
            heard.add(line);
            when.getOrDefault(line, () -> {
            }).run();
        }

        /** What it has heard since the last time. */
        List<String> heard() {
            List<String> lines = List.copyOf(heard);
            heard.clear();
            return lines;
        }
    }

    private void join(String room, Listener... members) {
        for (Listener member : members) {
            expectJoined(member, room);
        }
        for (Listener member : members) {
            member.heard();
        }
    }

    private void expectJoined(Listener member, String room) {
        assertThat(rooms.join(member, room))
                .as("the answer to %s, who wants to join %s", member.name, room)
                .isEqualTo(Answer.JOINED);
    }

    @Test
    @DisplayName("What is said in a room is heard by all others in it,"
            + " and by nobody else")
    void isHeardInItsRoomOnly() {
        join("tea", andy, betty, carl);
        join("milk", carl, dora, andy);
        rooms.say(andy, "tea", "hot: hot");
        rooms.say(andy, "milk", "cold");
        assertThat(betty.heard()).as("what betty hears, who is in tea")
                .containsExactly("tea #[andy]>>> hot: hot");
        assertThat(dora.heard()).as("what dora hears, who is in milk")
                .containsExactly("milk #[andy]>>> cold");
        assertThat(carl.heard()).as("what carl hears, who is in both rooms")
                .containsExactly("tea #[andy]>>> hot: hot",
                        "milk #[andy]>>> cold");
        assertThat(andy.heard()).as("what andy hears of himself").isEmpty();
        rooms.say(dora, "tea", "may I?");
        rooms.say(dora, "water", "is anybody here?");
        assertThat(betty.heard())
                .as("what betty hears of dora, who is not in the room")
                .isEmpty();
        assertThat(rooms.count()).as("rooms, of which nobody has joined water")
                .isEqualTo(2);
    }

    @Test
    @DisplayName("Who joins and who leaves is told to all others in the room, once")
    void tellsWhoJoinsAndLeaves() {
        join("tea", andy);
        join("milk", carl);
        expectJoined(betty, "tea");
        expectJoined(betty, "tea");
        assertThat(andy.heard()).as("what andy hears when betty joins, twice")
                .containsExactly("tea (User betty joined)");
        rooms.leave(betty, "tea");
        rooms.leave(betty, "tea");
        assertThat(andy.heard()).as("what andy hears when betty leaves, twice")
                .containsExactly("tea (User betty left)");
        rooms.say(andy, "tea", "gone?");
        rooms.leave(andy, "tea");
        assertThat(betty.heard()).as("what betty hears of herself, and when she"
                + " is no longer in the room").isEmpty();
        assertThat(carl.heard()).as("what carl hears, who is in another room")
                .isEmpty();
    }

    @Test
    @DisplayName("A room vanishes with the last who leaves it,"
            + " and can be made again")
    void emptyRoomsVanish() {
        assertThat(rooms.count()).as("rooms before anybody has joined one")
                .isZero();
        join("tea", andy, betty);
        assertThat(rooms.count()).as("rooms when two have joined one").isEqualTo(1);
        rooms.leave(andy, "tea");
        assertThat(rooms.count()).as("rooms while one member is left in it")
                .isEqualTo(1);
        rooms.leave(betty, "tea");
        assertThat(rooms.count())
                .as("rooms when all have left; an empty room that stays takes"
                        + " memory, and a place of those that there may be")
                .isZero();
        rooms.leave(betty, "tea");
        rooms.leave(betty, "never made");
        join("tea", carl, betty);
        rooms.say(betty, "tea", "again");
        assertThat(carl.heard()).as("what is heard in a room that was made again")
                .containsExactly("tea #[betty]>>> again");
        assertThat(andy.heard()).as("what andy hears, who was in it before")
                .isEmpty();
    }

    @Test
    @DisplayName("There are never more rooms than there may be")
    void boundsTheRooms() {
        join("tea", andy);
        join("milk", andy, betty);
        assertThat(rooms.join(carl, "water"))
                .as("the answer to carl, who would make one room too many")
                .isEqualTo(Answer.TOO_MANY_ROOMS);
        assertThat(rooms.count()).as("rooms after a refusal").isEqualTo(MOST_ROOMS);
        expectJoined(carl, "tea");
        expectJoined(andy, "milk");
        rooms.leave(betty, "milk");
        rooms.leave(andy, "milk");
        expectJoined(carl, "water");
        assertThat(rooms.join(dora, "milk"))
                .as("the answer to dora, when water has taken the place of milk")
                .isEqualTo(Answer.TOO_MANY_ROOMS);
        rooms.say(dora, "milk", "hello?");
        rooms.leave(carl, "water");
        assertThat(rooms.count()).as("rooms when water has vanished, and milk was"
                + " never made again").isEqualTo(1);
    }

    @Test
    @DisplayName("There are never more members in a room than there may be")
    void boundsTheMembersOfARoom() {
        join("tea", andy, betty, carl, dora, eve);
        var late = new Listener("late");
        assertThat(rooms.join(late, "tea"))
                .as("the answer to the member that is one too many")
                .isEqualTo(Answer.ROOM_FULL);
        assertThat(andy.heard()).as("what andy hears of a refusal").isEmpty();
        rooms.say(andy, "tea", "all here?");
        assertThat(late.heard()).as("what is heard by who was refused").isEmpty();
        expectJoined(eve, "tea");
        expectJoined(late, "milk");
        assertThat(rooms.join(late, "tea"))
                .as("the answer while the room is still full")
                .isEqualTo(Answer.ROOM_FULL);
        rooms.leave(eve, "tea");
        expectJoined(late, "tea");
    }

    @Test
    @DisplayName("A room with a bad name is not made")
    void refusesBadNames() {
        for (String bad : List.of("", "t ea", "tea\n#[andy]>>> lie",
                "t".repeat(33))) {
            assertThat(rooms.join(andy, bad))
                    .as("the answer to who wants to join \"%s\"; a name is part of"
                            + " each line, and could pretend to be another one",
                            bad)
                    .isEqualTo(Answer.BAD_NAME);
        }
        assertThat(rooms.count()).as("rooms after refusals").isZero();
        expectJoined(andy, "t".repeat(32));
    }

    @Test
    @DisplayName("Who leaves the chat leaves every room, and is told of in each")
    void leavesAllRooms() {
        join("tea", andy, betty);
        join("milk", carl, andy);
        rooms.leaveAll(andy);
        assertThat(betty.heard()).as("what is heard in tea")
                .containsExactly("tea (User andy left)");
        assertThat(carl.heard()).as("what is heard in milk")
                .containsExactly("milk (User andy left)");
        rooms.say(betty, "tea", "alone");
        rooms.leaveAll(andy);
        rooms.leaveAll(dora);
        assertThat(andy.heard()).as("what andy hears, who has left all rooms")
                .isEmpty();
        rooms.leaveAll(betty);
        assertThat(rooms.count()).as("rooms, of which tea is empty").isEqualTo(1);
    }

    @Test
    @DisplayName("All hear everything in one order,"
            + " also when somebody leaves or answers while it is told")
    void tellsInOneOrder() {
        join("tea", andy, betty, carl, dora, eve);
        betty.when.put("tea #[andy]>>> one",
                () -> rooms.say(betty, "tea", "two"));
        carl.when.put("tea #[andy]>>> one", () -> rooms.leaveAll(carl));
        dora.when.put("tea #[andy]>>> one", () -> rooms.say(dora, "tea", "three"));
        rooms.say(andy, "tea", "one");
        List<String> order = List.of("tea #[andy]>>> one", "tea #[betty]>>> two",
                "tea (User carl left)", "tea #[dora]>>> three");
        assertThat(eve.heard())
                .as("what eve hears, when betty answers, carl leaves and dora"
                        + " answers, each as soon as andy's line is told to them")
                .isEqualTo(order);
        assertThat(andy.heard()).as("what andy hears, who has said the first line")
                .isEqualTo(order.subList(1, 4));
        assertThat(betty.heard()).as("what betty hears, who has said the second")
                .containsExactly(order.get(0), order.get(2), order.get(3));
        assertThat(carl.heard())
                .as("what carl hears: nothing more once he has left")
                .containsExactly(order.get(0));
        rooms.say(andy, "tea", "five");
        assertThat(eve.heard()).as("what eve hears after all that")
                .containsExactly("tea #[andy]>>> five");
    }
}
