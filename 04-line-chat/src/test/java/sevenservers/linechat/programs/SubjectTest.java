package sevenservers.linechat.programs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTest {

    @ParameterizedTest
    @CsvSource({
        "Subject: hello~~body~, hello",
        "SUBJECT:hello~, hello",
        "From: a~sUbJeCt:  hello  ~~, hello",
        "Subject: hello~ my~   friend~To: b~~, hello my   friend",
        "Subject: one~Subject: two~~, one",
        "Subject:~~, ''",
        "Subject: né 😀~~, né 😀",
        "Subject: =?utf-8?q?x?=~~, =?utf-8?q?x?=",
        "X-Subject: hello~~, ''",
        "From: a~~Subject: body~, ''",
        "~Subject: body~, ''",
        "'', ''"})
    void isTheFieldOfThatName(String message, String subject) {
        assertThat(of(message)).isEqualTo(subject);
    }

    @Test
    void isCutWhereNobodyReadsOn() {
        assertThat(of("Subject: " + "x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(of("Subject: " + "x".repeat(199) + "😀y"))
                .isEqualTo("x".repeat(199) + "😀...");
    }

    private static String of(String message) {
        return Subject.of(message.replace("~", "\r\n").getBytes(UTF_8));
    }
}
