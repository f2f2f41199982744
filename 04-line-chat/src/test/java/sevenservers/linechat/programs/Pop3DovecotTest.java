package sevenservers.linechat.programs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Pop3DovecotTest implements Pop3Contract {

    @TempDir
    private static Path home;

    /** One for all tests: it takes a second to end. */
    private static Dovecot server;
    private static int users;

    private final String user = "user" + users++;
    private int delivered;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> program = Dovecot.program();
        if (program.isPresent()) {
            server = Dovecot.start(program.get(), home);
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void needsDovecot() {
        assumeTrue(server != null,
                "no Dovecot here (Debian's package is dovecot-pop3d)");
    }

    /** The mailbox is another one in each test. */
    @Override
    public Pop3Request request() {
        return Pop3Request.of(user, Mailbox.PASSWORD);
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public void deliver(byte[] message) throws IOException {
        server.deliver(user, String.format("%06d.P1.here", ++delivered), message);
    }

    @Override
    public long stored() throws IOException {
        return server.stored(user);
    }

    @Test
    void endsTheLastLineWhereTheMessageDoesNot() throws IOException {
        deliver(new byte[0]);
        deliver(new byte[] {'a'});
        assertThat(fetched()).containsExactly("\r\n", "a\r\n");
    }

    @Test
    void fetchesAMessageThatIsOnlyAHeader() throws IOException {
        deliver(HEADER.getBytes(US_ASCII));
        assertThat(fetched()).containsExactly(HEADER);
    }
}
