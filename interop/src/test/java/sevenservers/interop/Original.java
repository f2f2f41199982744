package sevenservers.interop;

import java.util.Locale;

/** The libraries of Python on which there are servers to compare ours with. */
enum Original {

    ASYNCORE("asyncore"), ASYNCHAT("asynchat"), TWISTED("Twisted"), GEVENT(
            "gevent"),
    EVENTLET("Eventlet");

    private final String title;

    Original(String title) {
        this.title = title;
    }

    /** What its script is called, after {@code on_}. */
    String script() {
        return title.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return title;
    }
}
