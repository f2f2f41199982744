package sevenservers.compare.load;

import java.net.InetSocketAddress;

/** The server that the clients of a trial connect to. */
public record Target(InetSocketAddress address, Probe probe) {

    /** What the operating system says of the server's process. */
    public interface Probe {

        /** Processor time used so far, in nanoseconds, or -1 if it is not known. */
        long cpuNanos();

        /** Memory held now, in bytes, or -1 if it is not known. */
        long residentBytes();

        /** The most memory held so far, in bytes, or -1 if it is not known. */
        long peakBytes();

        /** Threads there are now, or -1 if it is not known. */
        int threads();

        /** How many processors it may use. */
        int processors();

        /** Lets the process collect its garbage, if that is known to be a way. */
        void collectGarbage();
    }
}
