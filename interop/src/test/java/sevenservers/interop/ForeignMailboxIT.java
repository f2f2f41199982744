package sevenservers.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.testcontainers.images.builder.Transferable;
import sevenservers.asyncore.Loop;
import sevenservers.linechat.programs.Pop3Client;
import sevenservers.linechat.programs.Pop3Request;
import sevenservers.linechat.programs.Pop3Result;

/** The POP3 client of module 04 empties a mailbox of Dovecot's. */
@NeedsHostNetwork
class ForeignMailboxIT {

    private static final int POP3 = 110;

    private static final List<String> MESSAGES = List.of(
            "Subject: one\r\n\r\n.\r\n..\r\n.a dot\r\n",
            "Subject: two\r\n\r\n" + "line\r\n".repeat(100_000),
            "Subject: three\r\n\r\ngr\u00fc\u00dfe\r\n");

    @Test
    void messagesComeByteForByteAndAreDeleted() throws IOException {
        try (var dovecot = dovecot()) {
            dovecot.start();
            var server = new InetSocketAddress(dovecot.getHost(),
                    dovecot.getMappedPort(POP3));
            List<String> fetched = new ArrayList<>();
            assertThat(fetch(server, fetched))
                    .isEqualTo(new Pop3Result.Success(3, 3, 0));
            assertThat(fetched.equals(MESSAGES))
                    .as("what was fetched is what was there").isTrue();
            assertThat(fetch(server, fetched))
                    .isEqualTo(new Pop3Result.Success(0, 0, 0));
        }
    }

    private static ForeignContainer dovecot() {
        var dovecot = new ForeignContainer(".*Dovecot .* starting up.*", "sh", "-c",
                "chown -R mail:mail /mail"
                        + " && exec dovecot -F -c /foreign/dovecot/dovecot.conf");
        for (int i = 0; i < MESSAGES.size(); i++) {
            dovecot.withCopyToContainer(
                    Transferable.of(MESSAGES.get(i).getBytes(ISO_8859_1)),
                    "/mail/anna/new/" + i + ".P1.here");
        }
        return dovecot.withNetworkMode("bridge").withExposedPorts(POP3);
    }

    private static Pop3Result fetch(InetSocketAddress server,
            List<String> messages) throws IOException {
        var result = new AtomicReference<Pop3Result>();
        try (var loop = new Loop()) {
            Pop3Client.fetch(loop, server,
                    Pop3Request.of("anna", "secret").withDelete(true),
                    (_, message) -> messages.add(new String(message, ISO_8859_1)),
                    result::set);
            loop.run();
        }
        return result.get();
    }
}
