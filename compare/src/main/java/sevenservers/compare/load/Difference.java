package sevenservers.compare.load;

import java.nio.ByteBuffer;

/**
 * Says in which way what came back differs from what was sent.
 *
 * @param number the message that the bytes begin in
 * @param part how many of its bytes have come before
 */
record Difference(Messages messages, int number, int part) {

    /** What is wrong, as words that follow the client's name. */
    String describe(ByteBuffer expected, ByteBuffer came) {
        int at = expected.mismatch(came);
        if (at == expected.remaining()) {
            return "was sent more bytes than it had asked for: "
                    + (came.remaining() - at);
        }
        int size = messages.size();
        int message = number + (part + at) / size;
        int from = (part + at) / size * size - part;
        String other = from < 0 ? null : otherMessage(came, from);
        if (other != null) {
            return "was sent " + other + " in place of its message " + message;
        }
        String place = "byte " + (part + at) % size + " of message " + message;
        if (rest(expected, at + 1, came, at)) {
            return "was not sent " + place;
        }
        if (rest(expected, at, came, at + 1)) {
            return "was sent a byte too many before " + place;
        }
        return "was sent %s as 0x%02x, not 0x%02x".formatted(place,
                came.get(came.position() + at),
                expected.get(expected.position() + at));
    }

    /** A whole message that stands there and should stand elsewhere, or null. */
    private String otherMessage(ByteBuffer came, int from) {
        int size = messages.size();
        if (came.remaining() < from + size) {
            return null;
        }
        ByteBuffer found = came.slice(came.position() + from, size);
        int sender = found.getInt(0);
        int foundNumber = found.getInt(Integer.BYTES);
        ByteBuffer whole = ByteBuffer.allocate(size);
        messages.put(sender, foundNumber, whole);
        return whole.flip().equals(found)
                ? "message " + foundNumber + " of client " + sender
                : null;
    }

    /** Whether the bytes go on alike from there, for as long as both have any. */
    private static boolean rest(ByteBuffer expected, int from, ByteBuffer came,
            int begin) {
        int length =
                Math.min(expected.remaining() - from, came.remaining() - begin);
        return length > 0 && expected.slice(expected.position() + from, length)
                .equals(came.slice(came.position() + begin, length));
    }
}
