package sevenservers.linechat.programs;

import java.io.ByteArrayInputStream;
import java.util.Properties;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class Pop3GreenMailTest implements Pop3Contract {

    private final GreenMail server = new GreenMail(
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_POP3));

    @BeforeEach
    void start() {
        server.start();
        server.setUser(Mailbox.USER, Mailbox.PASSWORD);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Override
    public int port() {
        return server.getPop3().getPort();
    }

    @Override
    public void deliver(byte[] message) throws MessagingException {
        var session = Session.getInstance(new Properties());
        server.getUserManager().getUser(Mailbox.USER).deliver(
                new MimeMessage(session, new ByteArrayInputStream(message)));
    }

    @Override
    public long stored() {
        return server.getReceivedMessages().length;
    }

    /** GreenMail trims a message before it sends it. */
    @Override
    public String sent(String stored) {
        return stored.trim() + "\r\n";
    }
}
