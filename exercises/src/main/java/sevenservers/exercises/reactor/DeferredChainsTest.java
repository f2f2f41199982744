package sevenservers.exercises.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import sevenservers.reactor.Result;

/** What each step of a chain is given, and when. */
@DisplayName("A deferred with a pair of chains")
class DeferredChainsTest {

    private final DeferredChains deferred = new DeferredChains();
    private final List<Object> told = new ArrayList<>();

    @Test
    @DisplayName("each callback is given what the one before it returned")
    void eachCallbackIsGivenWhatTheOneBeforeItReturned() {
        deferred.addCallback(value -> value + ", one")
                .addErrback(_ -> "an errback was called without a failure")
                .addCallback(value -> value + ", two").addCallback(told::add);
        assertThat(told).as("nothing is done before the deferred fires").isEmpty();
        deferred.callback(null);
        assertThat(told).as("what the last callback was given: the deferred was"
                + " fired with null, and each callback before added a word")
                .containsExactly("null, one, two");
        deferred.addCallback(value -> told.add("later " + value));
        assertThat(told).as("a step that is added when all others are done is done"
                + " at once; it is given what the last one returned, the true of"
                + " List.add")
                .containsExactly("null, one, two", "later true");
    }

    @Test
    @DisplayName("a failure goes past callbacks to the next errback")
    void aFailureGoesToTheNextErrback() {
        var broken = new IOException("the page is not there");
        deferred.addCallback(_ -> {
            throw broken;
        }).addCallback(_ -> "a callback was called with a failure before it")
                .addErrback(cause -> cause == broken ? "mended" : cause)
                .addErrback(_ -> "an errback was called for a failure that was"
                        + " mended")
                .addCallback(told::add);
        deferred.callback("go");
        assertThat(told).as("a step threw an IOException, the next errback gets it"
                + " as it was thrown, and what that one returns is a success again")
                .containsExactly("mended");

        var other = new DeferredChains();
        var worse = new AssertionError("worse");
        other.addErrback(_ -> {
            throw worse;
        }).addErrback(cause -> told.add(cause));
        other.errback(broken);
        assertThat(told).as("what an errback throws is the next errback's, be it an"
                + " Exception or an Error")
                .containsExactly("mended", worse);
    }

    @Test
    @DisplayName("only one of the two of a step is called")
    void onlyOneOfTheTwoOfAStepIsCalled() {
        var broken = new IOException("saving failed");
        deferred.addCallbacks(_ -> {
            told.add("callback");
            throw broken;
        }, _ -> told.add("the same step's errback"))
                .addCallbacks(_ -> told.add("the next step's callback"), told::add);
        deferred.callback("page");
        assertThat(told).as("the callback has failed: the errback that stands"
                + " beside it is for failures of earlier steps, the next step's is"
                + " for this one")
                .containsExactly("callback", broken);
    }

    @Test
    @DisplayName("a step for both cases is called once in each, with its result")
    void aStepForBothCasesIsCalledInEach() {
        var broken = new IOException("no answer");
        deferred.addBoth(result -> {
            told.add(result);
            return "saved";
        }).addCallback(value -> {
            told.add(value);
            throw broken;
        }).addBoth(result -> {
            told.add(result);
            return "over";
        }).addCallback(told::add);
        deferred.callback("page");
        assertThat(told).as("the first step for both cases is given a success, the"
                + " second one a failure; each is called once, and what it returns"
                + " is the next step's")
                .containsExactly(new Result.Success<Object>("page"), "saved",
                        new Result.Failure<Object>(broken), "over");
    }

    @Test
    @DisplayName("a chain waits for the deferred that a step returns")
    void aChainWaitsForTheDeferredThatAStepReturns() {
        var page = new DeferredChains();
        var image = new DeferredChains();
        var broken = new IOException("no image");
        deferred.addCallback(_ -> page).addCallback(value -> {
            told.add(value);
            return image;
        });
        deferred.callback("address");
        deferred.addCallback(_ -> "a callback was called for a failure")
                .addErrback(told::add);
        assertThat(told).as("a step has returned a deferred that has not fired: no"
                + " further step has a result to go on with, also none that is"
                + " added meanwhile")
                .isEmpty();
        page.callback("the page");
        assertThat(told).as("the deferred that was waited for has fired: its"
                + " result, and not the deferred itself, is what the next step is"
                + " given")
                .containsExactly("the page");
        image.errback(broken);
        assertThat(told).as("the second deferred that was waited for has failed:"
                + " that is the chain's failure")
                .containsExactly("the page", broken);
    }

    @Test
    @DisplayName("a deferred that has fired already is not waited for")
    void aDeferredThatHasFiredIsNotWaitedFor() {
        var known = new DeferredChains();
        known.callback("known");
        var gone = new DeferredChains();
        gone.errback(new IOException("gone"));
        deferred.addErrback(_ -> known).addCallback(value -> {
            told.add(value);
            return gone;
        }).addErrback(cause -> told.add(cause.getMessage()));
        deferred.errback(new IOException("not in the cache"));
        assertThat(told).as("an errback and a callback return deferreds that have"
                + " fired already, and the chain goes on with what they came to")
                .containsExactly("known", "gone");
    }

    @Test
    @DisplayName("what a step adds is done after the steps that are there")
    void whatAStepAddsIsDoneAfterThoseThatAreThere() {
        deferred.addCallback(_ -> {
            deferred.addCallback(value -> told.add("third after " + value));
            return "first";
        }).addCallback(value -> {
            told.add("second after " + value);
            return "second";
        });
        deferred.callback(null);
        assertThat(told).as("the first step adds a third one while it runs; that"
                + " one waits until the first has returned and the second is done")
                .containsExactly("second after first", "third after second");
    }

    @Test
    @DisplayName("a deferred fires once, also while its chain is paused")
    void aDeferredFiresOnce() {
        var other = new DeferredChains();
        deferred.addCallback(_ -> other).addCallback(told::add);
        deferred.callback(null);
        assertThatIllegalStateException().as("it has fired, with null, and a step"
                + " has returned a deferred: what it is fired with now would be"
                + " taken for that one's result")
                .isThrownBy(() -> deferred.callback("again"));
        other.callback("right");
        assertThatIllegalStateException().as("it has fired, and all is done:"
                + " whoever fires it again believes that he is the first")
                .isThrownBy(() -> deferred.errback(new IOException("again")));
        assertThat(told).as("what the chain has come to").containsExactly("right");
    }
}
