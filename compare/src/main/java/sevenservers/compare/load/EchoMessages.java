package sevenservers.compare.load;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * The sender and the number, four bytes each, then noise that is another for each
 * message. For one thread.
 */
final class EchoMessages implements Messages {

    static final int HEADER = 2 * Integer.BYTES;

    private static final int LARGEST = 64 * 1024;
    private static final int PLACES = 64 * 1024;
    private static final byte[] NOISE = new byte[PLACES + LARGEST];

    static {
        new SplittableRandom(1).nextBytes(NOISE);
    }

    private final int size;
    private final ByteBuffer noise =
            ByteBuffer.allocateDirect(NOISE.length).put(NOISE);

    EchoMessages(int size) {
        if (size < HEADER || size > LARGEST) {
            throw new IllegalArgumentException("not a message's size: " + size);
        }
        this.size = size;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void put(int sender, int number, ByteBuffer to) {
        to.putInt(sender).putInt(number)
                .put(NOISE, place(sender, number), size - HEADER);
    }

    /**
     * Whether these bytes are a part of a message: all that remain in the buffer.
     *
     * @param part where in the message they begin
     */
    boolean matches(int sender, int number, int part, ByteBuffer bytes) {
        int begin = bytes.position();
        int rest = part;
        for (; rest < HEADER && bytes.hasRemaining(); rest++) {
            int word = rest < Integer.BYTES ? sender : number;
            int shift = Byte.SIZE * (Integer.BYTES - 1 - rest % Integer.BYTES);
            if (bytes.get() != (byte) (word >> shift)) {
                bytes.position(begin);
                return false;
            }
        }
        int place = place(sender, number) + Math.max(0, rest - HEADER);
        noise.limit(place + bytes.remaining()).position(place);
        boolean equal = noise.equals(bytes);
        bytes.position(begin);
        return equal;
    }

    private static int place(int sender, int number) {
        return Math.floorMod(sender * 40_503 + number * 61, PLACES);
    }
}
