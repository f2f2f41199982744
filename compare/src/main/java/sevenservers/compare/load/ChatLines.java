package sevenservers.compare.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * What members of a chat say: lines of 64 bytes, with the member's name, the
 * number, and letters that are others for each line. What the others hear has the
 * name before it once more, since the server says who has said it.
 */
final class ChatLines implements Messages {

    /** Without its terminator. */
    static final int TEXT = 64;

    private static final String BEFORE = "#[";
    private static final String BEHIND = "]>>> ";
    private static final int NAME_DIGITS = 4;
    private static final int NUMBER_DIGITS = 10;
    private static final int NAME = 1 + NAME_DIGITS;
    private static final int LETTERS = TEXT - NAME - NUMBER_DIGITS - 2;
    private static final int PLACES = 4096;
    private static final byte[] NOISE = new byte[PLACES + LETTERS];

    /** The length of a line as it is heard, with its terminator. */
    static final int HEARD =
            BEFORE.length() + NAME + BEHIND.length() + TEXT + 1;

    static {
        var random = new SplittableRandom(1);
        for (int i = 0; i < NOISE.length; i++) {
            NOISE[i] = (byte) random.nextInt('a', 'z' + 1);
        }
    }

    private static final byte[] BEFORE_BYTES = BEFORE.getBytes(US_ASCII);
    private static final byte[] BEHIND_BYTES = BEHIND.getBytes(US_ASCII);

    static String name(int member) {
        return "m%04d".formatted(member);
    }

    @Override
    public int size() {
        return TEXT + 1;
    }

    @Override
    public void put(int sender, int number, ByteBuffer to) {
        putName(sender, to);
        to.put((byte) ' ');
        putDigits(number, NUMBER_DIGITS, to);
        to.put((byte) ' ');
        int place = Math.floorMod(sender * 997 + number * 61, PLACES);
        to.put(NOISE, place, LETTERS).put((byte) '\n');
    }

    /** Appends the line as all others hear it. */
    void putHeard(int sender, int number, ByteBuffer to) {
        to.put(BEFORE_BYTES);
        putName(sender, to);
        to.put(BEHIND_BYTES);
        put(sender, number, to);
    }

    /** The member that a heard line begins with; any number if none does. */
    static int sender(ByteBuffer line) {
        int at = line.position() + BEFORE.length() + 1;
        int sender = 0;
        for (int i = 0; i < NAME_DIGITS; i++) {
            sender = sender * 10 + line.get(at + i) - '0';
        }
        return sender;
    }

    private static void putName(int member, ByteBuffer to) {
        to.put((byte) 'm');
        putDigits(member, NAME_DIGITS, to);
    }

    private static void putDigits(int value, int digits, ByteBuffer to) {
        int rest = value;
        int first = to.position();
        for (int i = digits - 1; i >= 0; i--) {
            to.put(first + i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        to.position(first + digits);
    }
}
