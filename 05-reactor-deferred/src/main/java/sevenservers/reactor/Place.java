package sevenservers.reactor;

import java.lang.StackWalker.StackFrame;
import java.util.Optional;

/**
 * A place in the program, to be told when something from there goes wrong. To look
 * it up costs more than all else that a short chain does (the module's README shows
 * how much), so that it can be switched off.
 */
record Place(StackFrame frame) {

    private static final boolean WANTED =
            Boolean.parseBoolean(System.getProperty("deferred.places", "true"));
    private static final StackWalker STACK = StackWalker.getInstance();
    private static final String DEFERRED = Deferred.class.getName();

    /** The place that called the class {@link Deferred}. */
    static Place ofCaller() {
        if (!WANTED) {
            return new Place(null);
        }
        Optional<StackFrame> caller = STACK.walk(frames -> frames
                .filter(frame -> !isOwn(frame.getClassName())).findFirst());
        return new Place(caller.orElse(null));
    }

    private static boolean isOwn(String name) {
        return name.startsWith(DEFERRED)
                && (name.length() == DEFERRED.length()
                        || name.charAt(DEFERRED.length()) == '$')
                || name.equals(Place.class.getName());
    }

    @Override
    public String toString() {
        return frame == null ? "an unknown place" : frame.toString();
    }
}
