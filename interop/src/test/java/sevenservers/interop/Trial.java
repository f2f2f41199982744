package sevenservers.interop;

import static sevenservers.tests.Wait.PATIENCE;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;
import sevenservers.tests.Promises;

/**
 * How an original is put to a test: with much patience, so that a busy machine
 * breaks no promise; but with little for those that it is known to break, which
 * takes all of it. When one is broken, its other tests are skipped. Where the
 * outcome is luck, nothing is known yet.
 */
final class Trial implements InvocationInterceptor {

    private static final Duration SOME = Duration.ofSeconds(15);
    private static final Duration LITTLE = Duration.ofSeconds(3);
    private static final Reasons REASONS = Reasons.read();
    private static final ScopedValue<Duration> GRANTED = ScopedValue.newInstance();

    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    /** How long a test waits for anything that its server should do. */
    static Duration patience() {
        return GRANTED.get();
    }

    @Override
    public void interceptTestMethod(Invocation<Void> test,
            ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        var original = ((OriginalContract) context.getRequiredTestInstance())
                .original();
        String number = Promises.number(context.getDisplayName());
        String promise = original + " " + number;
        if (broken.contains(promise)) {
            test.skip();
            throw new TestAbortedException("it is broken already");
        }
        try {
            ScopedValue.where(GRANTED, patience(number, original))
                    .call(test::proceed);
        } catch (TestAbortedException unseen) {
            throw unseen;
        } catch (Throwable failure) {
            if (!REASONS.isLuck(number, original,
                    Promises.what(context.getDisplayName()))) {
                broken.add(promise);
            }
            throw failure;
        }
    }

    /** When the tables are written, nothing is known before. */
    private static Duration patience(String number, Original original) {
        if (Promises.areWritten()) {
            return SOME;
        }
        return REASONS.isBroken(number, original) ? LITTLE : PATIENCE;
    }
}
