package sevenservers.contract;

/** Which characters may pass, and how the others are shown. */
public final class Text {

    private Text() {
    }

    /**
     * Whether a character could move a cursor, hide text or start a line of its
     * own: C0 but TAB, DEL, C1, the line and paragraph separators, bidirectional
     * controls.
     */
    public static boolean isControl(char c) {
        return c < 0x20 && c != '\t' || c >= 0x7f && c <= 0x9f
                || c >= 0x2028 && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
    }

    /** Whether any character of the text is a control character. */
    public static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The text as it may reach a log or a terminal: each control character, and
     * each half of a surrogate pair that stands alone, is written as in Java
     * source.
     */
    public static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            boolean alone =
                    c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            if (c <= Character.MAX_VALUE && (alone || isControl((char) c))) {
                out.append(String.format("\\u%04X", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
