package sevenservers.exercises.board;

import java.util.Locale;

/** The exercises that belong to one module, or to none. */
enum Part {

    BLOCKING("01-blocking-echo"),
    SELECT("02-select-echo"),
    ASYNCORE("03-asyncore-style"),
    LINECHAT("04-line-chat"),
    REACTOR("05-reactor-deferred"),
    OFFLOAD("06-threadpool-offload"),
    VIRTUAL("07-virtual-threads"),
    CLOSING("closing");

    private final String title;

    Part(String title) {
        this.title = title;
    }

    /** The module's folder; the last part has none. */
    String title() {
        return title;
    }

    /** The last name of the exercises' package. */
    String group() {
        return name().toLowerCase(Locale.ROOT);
    }
}
