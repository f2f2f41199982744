package sevenservers.exercises.board;

import java.io.IOException;
import picocli.CommandLine.Command;

/** Shows the board; its words do the rest. */
@Command(name = "exercises", description = "Shows which exercises are solved, "
        + "which is next, and the first of its requirements that is not kept.",
        footer = {"", "Your files are in exercises/work. The first start puts them "
                + "there; after that only reset replaces one, and keeps yours "
                + "beside it."},
        commandListHeading = "%nThe words:%n",
        synopsisSubcommandLabel = "[WORD]")
final class ShowBoard extends BoardCommand {

    ShowBoard(Desk desk) {
        super(desk);
    }

    @Override
    boolean run(Desk at) throws IOException {
        say(new View(at).board());
        return true;
    }
}
