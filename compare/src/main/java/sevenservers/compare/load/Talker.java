package sevenservers.compare.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A member of a chat who says something, and hears what the other talkers say, each
 * in the order in which that one said it.
 */
final class Talker extends Member {

    private final int index;
    private final ChatLines lines;
    private final Talk talk;
    private final Outgoing outgoing;
    private final int[] next;

    Talker(Newcomer newcomer, int index, ChatLines lines, Talk talk) {
        super(newcomer);
        this.index = index;
        this.lines = lines;
        this.talk = talk;
        outgoing = new Outgoing(lines, index);
        next = new int[talk.talkers()];
        // It never hears itself.
        next[index] = -1;
    }

    /**
     * Says half of what may be under way, as soon as there is room for it: so the
     * server is never without the other half.
     */
    void speak() throws IOException {
        int half = talk.window() / 2;
        if (talk.room(index) >= half) {
            talk.say(index, half);
            outgoing.add(half);
            send();
        }
    }

    @Override
    boolean send(SocketChannel to, ByteBuffer buffer) throws IOException {
        return outgoing.send(to, buffer);
    }

    @Override
    void hear(ByteBuffer heard, long now) {
        while (heard.remaining() >= ChatLines.HEARD && isNext(heard)) {
            int sender = ChatLines.sender(heard);
            talk.heard(talk.place(sender, next[sender]), now);
            next[sender]++;
            heard.position(heard.position() + ChatLines.HEARD);
        }
    }

    private boolean isNext(ByteBuffer heard) {
        int sender = ChatLines.sender(heard);
        if (sender < 0 || sender >= next.length || sender == index
                || next[sender] == talk.said(sender)) {
            return false;
        }
        ByteBuffer expected = pump().expected();
        lines.putHeard(sender, next[sender], expected);
        int mismatch = expected.flip().mismatch(heard);
        return mismatch < 0 || mismatch >= ChatLines.HEARD;
    }

    @Override
    int next(int talker) {
        return next[talker];
    }

    @Override
    String others() {
        return "nothing";
    }

    @Override
    Talk talk() {
        return talk;
    }
}
