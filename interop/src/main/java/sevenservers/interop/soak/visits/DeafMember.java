package sevenservers.interop.soak.visits;

import sevenservers.tests.ChatClient;

/**
 * A member who never reads, while another talks: it is ended, for what it has not
 * taken or for the time that it takes nothing, and the others are told.
 */
record DeafMember() implements Visit {

    private static final int BURSTS = 200;
    private static final String BURST = ("x".repeat(1_000) + "\n").repeat(30);
    private static final String ANSWER = "! already joined";

    @Override
    public String title() {
        return "one that never reads";
    }

    @Override
    public void pay(Place place) throws InterruptedException {
        Member talker = place.join();
        String deaf = place.newName();
        ChatClient.join(place.connectSlow(), deaf);
        String left = "(User " + deaf + " disconnected)";
        boolean gone = false;
        for (int i = 0; i < BURSTS && !gone; i++) {
            // Each burst awaits an answer. What piled up in the kernel while the
            // room pushes back would come to the others faster than they read.
            talker.client().send(BURST).send(talker.name() + ":<handshake>\n");
            gone = talker.hearUntil(ANSWER).contains(left);
            place.pause(2, 5);
        }
        if (!gone) {
            talker.hearUntil(left);
        }
        place.leave(talker.client());
    }
}
