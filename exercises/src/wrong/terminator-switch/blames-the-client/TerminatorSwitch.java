// Caught by: endsAConnectionIfALetterIsLostHere
// Every failure is taken for a header that is too long.
package sevenservers.exercises.linechat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.regex.Matcher;
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
 * <p>The header says how many bytes the body has, which may be any bytes, and after
 * a space what it is about. Right behind the body the next header begins.
 *
 * <p>The conversation is a state machine with two states, and the terminator is
 * what they differ in. What a client sends amiss is answered with a reason, and
 * ends the connection.
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

    private static final Pattern HEADER = Pattern.compile("([0-9]{1,6}) (.+)");

    private final Letters letters;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
    /** The subject of the letter whose body is to come, null before a header. */
    private String subject;

    /** @throws IOException if the connection is broken already */
    public TerminatorSwitch(Loop loop, SocketChannel client, ByteBuffer input,
            Letters letters) throws IOException {
        super(loop, client, input);
        this.letters = letters;
        setIncomingLimit(LONGEST_HEADER);
        expectHeader();
    }

    private void expectHeader() {
        subject = null;
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
        byte[] whole = collected.toByteArray();
        collected.reset();
        if (subject == null) {
            handleHeader(new String(whole, US_ASCII));
        } else {
            handleBody(whole);
        }
    }

    private void handleHeader(String header) {
        Matcher parts = HEADER.matcher(header);
        if (!parts.matches()) {
            refuse("bad header");
            return;
        }
        int length = Integer.parseInt(parts.group(1));
        if (length > LONGEST_BODY) {
            refuse("body too long");
            return;
        }
        subject = parts.group(2);
        if (length == 0) {
            handleBody(new byte[0]);
        } else {
            setTerminator(Terminator.after(length));
        }
    }

    private void handleBody(byte[] body) {
        letters.take(subject, body);
        expectHeader();
    }

    private void refuse(String reason) {
        push(US_ASCII.encode("! " + reason + "\r\n"));
        closeWhenDone();
    }

    /** More than the longest header has come, and no CRLF. */
    @Override
    protected void handleError(Throwable failure) {
        refuse("header too long");
    }
}
