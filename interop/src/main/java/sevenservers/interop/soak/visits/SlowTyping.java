package sevenservers.interop.soak.visits;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A member who sends each byte of a line on its own. */
record SlowTyping() implements Visit {

    private static final String TEXT = "zwölf Boxkämpfer";

    @Override
    public String title() {
        return "bytes one by one";
    }

    @Override
    public void pay(Place place) throws InterruptedException {
        Member listener = place.join();
        Member typist = place.join();
        for (byte one : (TEXT + "\n").getBytes(UTF_8)) {
            typist.client().send(one);
            place.pause(0, 3);
        }
        listener.hearUntil(typist.told(TEXT));
        place.checked(1);
        place.leave(typist.client());
    }
}
