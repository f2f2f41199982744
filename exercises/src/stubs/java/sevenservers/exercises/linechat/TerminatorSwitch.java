package sevenservers.exercises.linechat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.regex.Pattern;
import sevenservers.asyncore.Loop;
import sevenservers.linechat.AsyncChat;
import sevenservers.linechat.Terminator;

/**
 * Takes letters. A letter is a header and a body:
 *
 * <pre>
 *  11 greeting CRLF
 *  hello, CRLF all
 * </pre>
 *
 * <p>The header says how many bytes the body has, and after a space what it is
 * about. So far headers are collected.
 *
 * <p>To be built: what happens when a header or a body is whole. The rules:
 *
 * <ul>
 * <li>A body may be any bytes, CRLF too, and no bytes at all. Right behind it the
 *     next header begins.
 * <li>Each letter is given to {@code letters} as soon as its last byte has come.
 * <li>What is not of the form of {@code HEADER} is answered {@code ! bad header}
 *     and CRLF, and ends the connection when that has been sent.
 * <li>A header that says more than {@code LONGEST_BODY} bytes is answered
 *     {@code ! body too long}, before any of them has come.
 * <li>When more than {@code LONGEST_HEADER} bytes have come without CRLF, that is
 *     answered {@code ! header too long}. ({@code AsyncChat} throws a
 *     {@code ProtocolException}, which is told to {@code handleError}.) A failure
 *     of another kind ends the connection, as it does by default.
 * <li>What follows a refusal is not looked at.
 * </ul>
 *
 * <p>{@code Pop3Client} in module 04 changes its terminator as it goes, and
 * {@code Terminator} says what the kinds of them mean.
 */
public final class TerminatorSwitch extends AsyncChat {

    /** The longest header, in bytes without its CRLF. */
    public static final int LONGEST_HEADER = 80;

    /** The longest body, in bytes. */
    public static final int LONGEST_BODY = 64 * 1024;

    /** What is done with each letter. */
    @FunctionalInterface
    public interface Letters {

        void take(String subject, byte[] body);
    }

    /** The length of the body, and the subject. */
    static final Pattern HEADER = Pattern.compile("([0-9]{1,6}) (.+)");

    final Letters letters;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

    /** @throws IOException if the connection is broken already */
    public TerminatorSwitch(Loop loop, SocketChannel client, ByteBuffer input,
            Letters letters) throws IOException {
        super(loop, client, input);
        this.letters = letters;
        setIncomingLimit(LONGEST_HEADER);
        setTerminator(Terminator.CRLF);
    }

    @Override
    protected void collectIncomingData(ByteBuffer data) {
        while (data.hasRemaining()) {
            collected.write(data.get());
        }
    }

    @Override
    protected void foundTerminator() {
        // TODO: Is it a header or a body? A header says which terminator is next,
        // and so does a body.
        throw new UnsupportedOperationException(
                "TODO: " + collected.size() + " bytes are whole");
    }
}
