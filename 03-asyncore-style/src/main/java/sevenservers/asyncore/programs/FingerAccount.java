package sevenservers.asyncore.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import sevenservers.contract.Text;

/**
 * Whom a finger server is asked about.
 *
 * @param user a name as the server knows it; empty: everybody who is logged in;
 *     {@code user@other}: the server is to ask another one
 * @param host the server's name or address
 */
record FingerAccount(String user, String host) {

    /**
     * Takes {@code user@host} apart, at the last {@code @}.
     *
     * @throws IllegalArgumentException if there is no host, or if a control
     *     character would make two lines of the question
     */
    static FingerAccount of(String account) {
        int at = account.lastIndexOf('@');
        if (at < 0 || at == account.length() - 1) {
            throw new IllegalArgumentException("an account is user@host, not "
                    + Text.escaped(account));
        }
        return new FingerAccount(account.substring(0, at),
                account.substring(at + 1));
    }

    FingerAccount {
        if (Text.hasControl(user) || Text.hasControl(host)) {
            throw new IllegalArgumentException(
                    "a control character in the account " + Text.escaped(user + "@"
                            + host));
        }
    }

    /** The question as RFC 1288 has it; {@code /W} asks for the long form. */
    ByteBuffer question(boolean longForm) {
        String line = !longForm ? user : user.isEmpty() ? "/W" : "/W " + user;
        return UTF_8.encode(line + "\r\n");
    }

    @Override
    public String toString() {
        return user + "@" + host;
    }
}
