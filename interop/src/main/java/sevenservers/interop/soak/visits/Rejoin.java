package sevenservers.interop.soak.visits;

import sevenservers.tests.ChatClient;
import sevenservers.tests.TestClient;

/** A name that comes and goes: it is free as soon as its leaving is told. */
record Rejoin() implements Visit {

    @Override
    public String title() {
        return "coming and going";
    }

    @Override
    public void pay(Place place) {
        TestClient witness = place.join().client();
        String name = place.newName();
        int times = place.between(3, 10);
        for (int i = 0; i < times; i++) {
            ChatClient guest = ChatClient.join(place.connect(), name);
            place.leave(guest.client());
            Hearing.until(Hearing.left(name), witness);
        }
        place.checked(times);
        place.leave(witness);
    }
}
