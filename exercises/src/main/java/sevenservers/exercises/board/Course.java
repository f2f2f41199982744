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
            write(BLOCKING, "bounded-line", 20,
                    "A line that cannot fill the memory"),
            bug(BLOCKING, "whole-messages", 15,
                    "A message that sometimes arrives spoilt"),
            write(BLOCKING, "idle-timeout", 25,
                    "A deadline for the line, not for the read"),
            bug(BLOCKING, "reset-survivor", 15,
                    "A server that one client can end"),
            write(SELECT, "partial-writes", 30,
                    "What the channel does not take"),
            write(SELECT, "question-server", 40,
                    "One connection between reading and writing"),
            bug(SELECT, "busy-loop", 20,
                    "A server that never rests"),
            bug(SELECT, "bursts", 20,
                    "A server that breaks when a client is quick"),
            write(SELECT, "framing", 30,
                    "The length first: frames, however they are cut"),
            write(ASYNCORE, "time-server", 25,
                    "The server speaks first, and ends when all is sent"),
            write(ASYNCORE, "relay", 45,
                    "Two dispatchers pass bytes both ways, each at its pace"),
            bug(ASYNCORE, "one-slow-reader", 20,
                    "Who does not read freezes all the others"),
            write(LINECHAT, "terminator-switch", 40,
                    "A line says how long the body is that follows it"),
            write(LINECHAT, "file-producer", 25,
                    "A file leaves in pieces, and is closed whatever happens"),
            bug(LINECHAT, "believed-name", 15,
                    "Anyone can speak for anyone"),
            write(REACTOR, "deferred-chains", 45,
                    "A chain of steps that waits for another chain"),
            write(REACTOR, "call-later", 40,
                    "Calls that wait for their time, and can be cancelled"),
            write(REACTOR, "retry", 30,
                    "Try again, after ever longer pauses"),
            bug(REACTOR, "drifting-timer", 20,
                    "A clock that is wrong after a stall"),
            write(OFFLOAD, "wakeup-bridge", 40,
                    "One byte that wakes the loop for many results"),
            write(OFFLOAD, "answers-in-order", 30,
                    "Answers that leave in the order of the questions"),
            bug(OFFLOAD, "lost-wakeup", 25,
                    "An answer that lies there until someone else comes"),
            write(VIRTUAL, "green-pool", 30,
                    "A pool that shares out places, not threads"),
            write(VIRTUAL, "happy-eyeballs", 45,
                    "Several addresses race, and one connection stays"),
            write(VIRTUAL, "rate-limit", 30,
                    "A bucket of tokens for each client"),
            bug(VIRTUAL, "shared-stream", 20,
                    "A chat in which every thread tells all the others"),
            write(CLOSING, "private-word", 45,
                    "/nick and /msg: commands for a chat without sockets"),
            write(CLOSING, "rooms", 45,
                    "Rooms: who hears what, in one order"),
            bug(CLOSING, "last-hunt", 45,
                    "A whole chat server with one bug"));

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
