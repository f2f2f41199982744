package sevenservers.interop.soak.visits;

import sevenservers.tests.TestClient;

/** A client of a chat that says nothing: it is told so when its time is over. */
record NoJoin() implements Visit {

    @Override
    public String title() {
        return "one that says nothing";
    }

    @Override
    public void pay(Place place) {
        TestClient client = place.connect();
        client.expectLine("! join timeout").expectEnd();
        place.checked(1);
    }
}
