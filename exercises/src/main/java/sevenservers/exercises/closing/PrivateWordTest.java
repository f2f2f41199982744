package sevenservers.exercises.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PrivateWordTest {

    private static final String LONGEST = "n".repeat(32);

    private final PrivateWord chat = new PrivateWord();
    private final List<String> toldAndy = new ArrayList<>();
    private final List<String> toldBetty = new ArrayList<>();
    private final List<String> toldCarl = new ArrayList<>();
    private PrivateWord.Session andy;
    private PrivateWord.Session betty;
    private PrivateWord.Session carl;

    @BeforeEach
    void allJoin() {
        andy = chat.join("andy", toldAndy::add);
        betty = chat.join("betty", toldBetty::add);
        carl = chat.join("carl", toldCarl::add);
        forget();
    }

    private void forget() {
        toldAndy.clear();
        toldBetty.clear();
        toldCarl.clear();
    }

    /** Checks what each has been told since the last time. */
    private void expectTold(String why, List<String> forAndy,
            List<String> forBetty, List<String> forCarl) {
        assertThat(toldAndy).as("%s: what andy is told", why)
                .isEqualTo(forAndy);
        assertThat(toldBetty).as("%s: what betty is told", why)
                .isEqualTo(forBetty);
        assertThat(toldCarl).as("%s: what carl is told", why)
                .isEqualTo(forCarl);
        forget();
    }

    private void expectOnlyAndyTold(String why, String... lines) {
        expectTold(why, List.of(lines), List.of(), List.of());
    }

    @Test
    @DisplayName("A line that is no command is told to all others, as it is")
    void aMessageIsToldToAllOthers() {
        for (String text : List.of("hello", " ", "betty: hi ", " /nick x", "a//")) {
            andy.handle(text);
            List<String> told = List.of("#[andy]>>> " + text);
            expectTold("andy says \"" + text + "\"", List.of(), told, told);
        }
        andy.handle("");
        expectOnlyAndyTold("an empty line says nothing");
        andy.handle("bell\u0007");
        expectOnlyAndyTold("a control character could move the others' cursors",
                "! control character");
    }

    @Test
    @DisplayName("Two slashes say one")
    void twoSlashesSayOne() {
        for (String text : List.of("/nick is a command", "/", "//x")) {
            andy.handle("/" + text);
            List<String> told = List.of("#[andy]>>> " + text);
            expectTold("a message may begin with a slash, after another one",
                    List.of(), told, told);
        }
    }

    @Test
    @DisplayName("/nick gives a new name, of which all are told"
            + " before anything is said by it")
    void aNewNameIsToldToAllAndUsed() {
        andy.handle("/nick " + LONGEST);
        andy.handle("hello");
        carl.handle("/msg " + LONGEST + " I know");
        carl.handle("/msg andy are you there?");
        String renamed = "(User andy is now " + LONGEST + ")";
        String hello = "#[" + LONGEST + "]>>> hello";
        expectTold("andy has a new name",
                List.of(renamed, "*[carl]>>> I know"), List.of(renamed, hello),
                List.of(renamed, hello, "! no such user: andy"));
        assertThat(andy.name()).as("name() of who was called andy")
                .isEqualTo(LONGEST);
        andy.leave();
        String left = "(User " + LONGEST + " disconnected)";
        expectTold("who leaves is called by its new name", List.of(), List.of(left),
                List.of(left));
    }

    @Test
    @DisplayName("/nick with a bad name changes nothing")
    void aBadNameIsRefused() {
        for (String bad : List.of("/nick", "/nick ", "/nick an dy", "/nick  andrew",
                "/nick Grüße", "/nick x]>>> y", "/nick x" + LONGEST,
                "/nick x\u202ey")) {
            andy.handle(bad);
            expectOnlyAndyTold("\"" + bad + "\" names nobody whom one could trust",
                    "! bad name");
            assertThat(andy.name()).as("name() after a refusal").isEqualTo("andy");
        }
    }

    @Test
    @DisplayName("/nick with a name that is taken changes nothing,"
            + " and a name that was given up is free")
    void aTakenNameIsRefusedUntilItIsFree() {
        andy.handle("/nick betty");
        expectOnlyAndyTold("with two of one name, nobody knows who speaks",
                "! name taken");
        betty.handle("/msg betty me");
        expectTold("the name still means who had it first", List.of(),
                List.of("*[betty]>>> me"), List.of());
        betty.handle("/nick bea");
        andy.handle("/nick betty");
        carl.handle("/msg betty hi");
        carl.handle("/msg bea hi");
        List<String> renamed = List.of("(User betty is now bea)",
                "(User andy is now betty)");
        expectTold("betty has given up her name, and andy takes it",
                List.of(renamed.get(0), renamed.get(1), "*[carl]>>> hi"),
                List.of(renamed.get(0), renamed.get(1), "*[carl]>>> hi"), renamed);
    }

    @Test
    @DisplayName("/msg tells one member alone, word for word")
    void aPrivateWordIsToldToOne() {
        for (String text : List.of("hello", "  two  spaces ", " ", "/nick x",
                "a:b //c")) {
            andy.handle("/msg betty " + text);
            expectTold("andy says \"" + text + "\" to betty", List.of(),
                    List.of("*[andy]>>> " + text), List.of());
        }
        andy.handle("/msg betty");
        andy.handle("/msg betty ");
        expectOnlyAndyTold("empty text says nothing");
        andy.handle("/msg betty red\u001b[31m");
        expectOnlyAndyTold("a control character could move betty's cursor",
                "! control character");
    }

    @Test
    @DisplayName("Unknown users and commands are answered to who asked,"
            + " with what was typed escaped")
    void theUnknownIsAnsweredEscaped() {
        andy.handle("/msg dora hello");
        expectOnlyAndyTold("nobody is called dora", "! no such user: dora");
        andy.handle("/msg BETTY hello");
        expectOnlyAndyTold("names are compared exactly", "! no such user: BETTY");
        andy.handle("/msg  betty hello");
        expectOnlyAndyTold("the name ends at the first space", "! no such user: ");
        andy.handle("/msg");
        expectOnlyAndyTold("no name is nobody's", "! no such user: ");
        andy.handle("/msg x\u202ey hello");
        expectOnlyAndyTold("an answer is shown on a terminal, too",
                "! no such user: x\\u202Ey");
        andy.handle("/join here");
        expectOnlyAndyTold("there is no such command", "! unknown command: /join");
        andy.handle("/nicky x");
        expectOnlyAndyTold("a command is a whole word",
                "! unknown command: /nicky");
        andy.handle("/");
        expectOnlyAndyTold("a slash alone is no command", "! unknown command: /");
        andy.handle("/\u001b[2J now");
        expectOnlyAndyTold("an answer is shown on a terminal, too",
                "! unknown command: /\\u001B[2J");
        assertThat(andy.name()).as("andy's name").isEqualTo("andy");
    }

    @Test
    @DisplayName("Who has left says nothing more, and its name is free")
    void whoHasLeftSaysNothing() {
        List<String> joined = List.of("(User dora connected)");
        chat.join("dora", _ -> {
        });
        expectTold("dora joins", joined, joined, joined);
        andy.leave();
        andy.leave();
        List<String> left = List.of("(User andy disconnected)");
        expectTold("andy has left, once", List.of(), left, left);
        andy.handle("hello");
        andy.handle("/msg betty hello");
        andy.handle("/nick andrew");
        andy.handle("/what");
        expectTold("lines of who has left", List.of(), List.of(), List.of());
        betty.handle("/nick andy");
        andy.handle("hello");
        List<String> renamed = List.of("(User betty is now andy)");
        expectTold("the name of who has left is taken by another", List.of(),
                renamed, renamed);
    }
}
