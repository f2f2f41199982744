package sevenservers.compare.run;

import java.time.Duration;

/** Is told how far a comparison has come. */
public interface Progress extends AutoCloseable {

    /** A scenario begins. */
    void begin(String scenario);

    /** A step begins, which is meant to take so long. */
    void step(String contender, Duration planned);

    /** So much of what was planned is not needed. */
    void skip(Duration time);

    /** Nothing else will happen. */
    @Override
    void close();
}
