package sevenservers.compare.load;

import java.nio.ByteBuffer;

/**
 * What is said in the room, in the one order in which all have to hear it (C5).
 * Who is the first to hear something writes it down; the others have to hear the
 * same, so that their lines, many at once, need only be compared. It keeps the last
 * lines.
 */
final class Transcript {

    private final ChatLines lines;
    private final Talk talk;
    private final int kept;
    private final ByteBuffer written;
    private final int[] places;
    private final int[] numbers;
    private final int[] next;
    private long end;

    /** @param kept how many lines it keeps */
    Transcript(ChatLines lines, Talk talk, int kept) {
        this.lines = lines;
        this.talk = talk;
        this.kept = kept;
        written = ByteBuffer.allocateDirect(kept * ChatLines.HEARD);
        places = new int[kept];
        numbers = new int[kept];
        next = new int[talk.talkers()];
    }

    /** How many lines have been written. */
    long end() {
        return end;
    }

    /**
     * Compares the next whole lines with those that are written, and writes those
     * that are new.
     *
     * @param at how many this member has heard before
     * @param counts whether this member is one of those who have to hear it
     * @return how many it has heard now, all of them right; if there are others,
     *     those are left
     */
    long hear(long at, ByteBuffer heard, boolean counts, long now) {
        long line = at;
        while (heard.remaining() >= ChatLines.HEARD) {
            if (line == end && !write(heard)) {
                return line;
            }
            int first = (int) (line % kept);
            int same = same(first, (int) Math.min(end - line, kept - first), heard);
            for (int i = 0; counts && i < same; i++) {
                talk.heard(places[first + i], now);
            }
            line += same;
            heard.position(heard.position() + same * ChatLines.HEARD);
            if (same == 0) {
                return line;
            }
        }
        return line;
    }

    /** How many of the written lines are what is heard now. */
    private int same(int first, int most, ByteBuffer heard) {
        int count = Math.min(most, heard.remaining() / ChatLines.HEARD);
        int length = count * ChatLines.HEARD;
        int begin = first * ChatLines.HEARD;
        written.limit(begin + length).position(begin);
        int mismatch = written.mismatch(heard);
        return mismatch < 0 || mismatch >= length ? count
                : mismatch / ChatLines.HEARD;
    }

    /** Writes the next line of who is heard now, if that one has said any more. */
    private boolean write(ByteBuffer heard) {
        int sender = ChatLines.sender(heard);
        if (sender < 0 || sender >= next.length
                || next[sender] == talk.said(sender)) {
            return false;
        }
        int row = (int) (end % kept);
        written.clear().position(row * ChatLines.HEARD);
        lines.putHeard(sender, next[sender], written);
        places[row] = talk.place(sender, next[sender]);
        numbers[row] = next[sender];
        next[sender]++;
        end++;
        return true;
    }

    /** What is written in a line: {@code message 7 of m0001}. */
    String describe(long line) {
        int row = (int) (line % kept);
        return line == end ? "nothing" : "message " + numbers[row] + " of "
                + ChatLines.name(talk.talker(places[row]));
    }

    /** The number of a talker's next message for who has heard so many lines. */
    int next(int talker, long at) {
        for (long line = at; line < end; line++) {
            int row = (int) (line % kept);
            if (talk.talker(places[row]) == talker) {
                return numbers[row];
            }
        }
        return next[talker];
    }
}
