package sevenservers.interop.soak.visits;

import sevenservers.tests.ChatClient;
import sevenservers.tests.Task;

/**
 * A member who never reads, while another talks: it is ended, for what it has not
 * taken or for the time that it takes nothing, and the others are told.
 */
record DeafMember() implements Visit {

    private static final int LINES = 4_000;
    /** So many lines a millisecond: who reads shall never be slow. */
    private static final int AT_ONCE = 4;
    private static final String TEXT = "x".repeat(1_000);

    @Override
    public String title() {
        return "one that never reads";
    }

    @Override
    public void pay(Place place) throws InterruptedException {
        Member talker = place.join();
        String deaf = place.newName();
        ChatClient.join(place.connectSlow(), deaf);
        Task<Void> hearing = Task.start("hearing that the deaf one has left", () -> {
            talker.hearUntil("(User " + deaf + " disconnected)");
            return null;
        });
        for (int i = 0; i < LINES && !hearing.isDone(); i++) {
            talker.say(TEXT);
            if (i % AT_ONCE == 0) {
                place.pause(1, 1);
            }
        }
        hearing.await(Place.PATIENCE);
        place.leave(talker.client());
    }
}
