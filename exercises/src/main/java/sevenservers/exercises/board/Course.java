package sevenservers.exercises.board;

import static sevenservers.exercises.board.Part.ASYNCORE;
import static sevenservers.exercises.board.Part.BLOCKING;
import static sevenservers.exercises.board.Part.CLOSING;
import static sevenservers.exercises.board.Part.LINECHAT;
import static sevenservers.exercises.board.Part.OFFLOAD;
import static sevenservers.exercises.board.Part.REACTOR;
import static sevenservers.exercises.board.Part.SELECT;
import static sevenservers.exercises.board.Part.VIRTUAL;

import java.util.List;

/** The exercises, in the order in which they are meant to be solved. */
record Course(List<Exercise> exercises) {

    private static final List<Exercise> WHOLE = List.of(
            write(ASYNCORE, "time-server", 25,
                    "The server speaks first, and ends when all is sent"),
            write(ASYNCORE, "relay", 45,
                    "Two dispatchers pass bytes both ways, each at its pace"),
            write(REACTOR, "deferred-chains", 45,
                    "A chain of steps that waits for another chain"),
            write(REACTOR, "call-later", 40,
                    "Calls that wait for their time, and can be cancelled"),
            write(REACTOR, "retry", 30,
                    "Try again, after ever longer pauses"),
            write(VIRTUAL, "green-pool", 30,
                    "A pool that shares out places, not threads"),
            write(VIRTUAL, "happy-eyeballs", 45,
                    "Several addresses race, and one connection stays"),
            write(VIRTUAL, "rate-limit", 30,
                    "A bucket of tokens for each client"));

    /** All of them. */
    static Course whole() {
        return new Course(WHOLE);
    }

    private static Exercise write(Part part, String id, int minutes, String title) {
        return new Exercise(id, part, Kind.WRITE, minutes, title);
    }

    private static Exercise bug(Part part, String id, int minutes, String title) {
        return new Exercise(id, part, Kind.BUG, minutes, title);
    }
}
