package sevenservers.compare.load;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/**
 * The sender and the number, four bytes each, then noise that is another for each
 * message.
 */
record EchoMessages(int size) implements Messages {

    static final int HEADER = 2 * Integer.BYTES;

    private static final int LARGEST = 64 * 1024;
    private static final int PLACES = 64 * 1024;
    private static final byte[] NOISE = new byte[PLACES + LARGEST];

    static {
        new SplittableRandom(1).nextBytes(NOISE);
    }

    EchoMessages {
        if (size < HEADER || size > LARGEST) {
            throw new IllegalArgumentException("not a message's size: " + size);
        }
    }

    @Override
    public void put(int sender, int number, ByteBuffer to) {
        int place = Math.floorMod(sender * 40_503 + number * 61, PLACES);
        to.putInt(sender).putInt(number).put(NOISE, place, size - HEADER);
    }
}
