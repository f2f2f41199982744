package sevenservers.compare.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sevenservers.contract.Text;

/** A member of a chat, who hears what others say. */
abstract class Member extends Client {

    private static final Pattern LINE =
            Pattern.compile("#\\[m(\\d{4})]>>> m(\\d{4}) (\\d{10}) [a-z]*\n");

    private final String name;
    private final byte[] unfinished = new byte[ChatLines.HEARD];
    private int unfinishedLength;

    Member(Newcomer newcomer) {
        super(newcomer);
        name = newcomer.toString();
    }

    /**
     * Hears lines, as long as they are right. The buffer may end in an unfinished
     * one.
     */
    abstract void hear(ByteBuffer lines, long now) throws IOException;

    /**
     * The number of a talker's next message for this member; -1 if it hears none of
     * them.
     */
    abstract int next(int talker);

    /** What another member has heard that this one has to hear now. */
    abstract String others();

    @Override
    final void read() throws IOException {
        ByteBuffer in =
                read(pump().in().put(unfinished, 0, unfinishedLength));
        hear(in, System.nanoTime());
        if (in.remaining() >= ChatLines.HEARD || endsEarly(in)) {
            throw new WrongAnswer(this + " heard " + misheard(in));
        }
        unfinishedLength = in.remaining();
        in.get(unfinished, 0, unfinishedLength);
    }

    /** Whether a shorter line stands there than members say. */
    private static boolean endsEarly(ByteBuffer in) {
        for (int i = in.position(); i < in.limit(); i++) {
            if (in.get(i) == '\n') {
                return true;
            }
        }
        return false;
    }

    @Override
    boolean send(SocketChannel to, ByteBuffer buffer) throws IOException {
        return true;
    }

    /** Says in which way the line that stands there is not the next one. */
    private String misheard(ByteBuffer in) {
        byte[] bytes = new byte[Math.min(in.remaining(), ChatLines.HEARD)];
        in.get(in.position(), bytes);
        String text = new String(bytes, UTF_8);
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end + 1);
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()
                || Integer.parseInt(parts.group(1)) >= talk().talkers()) {
            return quoted(line) + ", which nobody said";
        }
        int sender = Integer.parseInt(parts.group(1));
        int signer = Integer.parseInt(parts.group(2));
        long number = Long.parseLong(parts.group(3));
        String message = "message " + number + " of " + ChatLines.name(sender);
        if (sender != signer) {
            return "from " + ChatLines.name(sender) + " what "
                    + ChatLines.name(signer) + " has said: " + quoted(line);
        }
        int next = next(sender);
        if (next < 0) {
            return "what it has said itself: " + quoted(line);
        }
        if (number != next) {
            return message + (number < next ? " once more"
                    : ", but not message " + next + " before it");
        }
        ByteBuffer whole = ByteBuffer.allocate(ChatLines.HEARD);
        new ChatLines().putHeard(sender, next, whole);
        return whole.flip().equals(ByteBuffer.wrap(bytes))
                ? message + ", when another member has heard " + others()
                : message + " with another text: " + quoted(line);
    }

    private static String quoted(String text) {
        return '"' + Text.escaped(text.strip()) + '"';
    }

    /** What this member has not heard since that time at least. */
    @Override
    String overdue(long since) {
        Talk talk = talk();
        for (int talker = 0; talker < talk.talkers(); talker++) {
            int next = next(talker);
            if (next >= 0 && next < talk.said(talker)
                    && talk.saidAt(talk.place(talker, next)) - since <= 0) {
                return "waits for message " + next + " of " + ChatLines.name(talker)
                        + unfinished();
            }
        }
        return null;
    }

    private String unfinished() {
        return unfinishedLength == 0 ? "" : ", having heard "
                + quoted(new String(unfinished, 0, unfinishedLength, UTF_8));
    }

    abstract Talk talk();

    @Override
    public final String toString() {
        return name;
    }
}
