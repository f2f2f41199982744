package sevenservers.contract;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Addresses as text: {@code 127.0.0.1:3490}, {@code [::1]:3490}. */
public final class HostPort {

    private HostPort() {
    }

    /**
     * The address and the port, an IPv6 address in brackets and as RFC 5952 writes
     * it.
     */
    public static String format(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        String text = host == null ? bracketed(address.getHostString())
                : host instanceof Inet6Address six ? "[" + compressed(six) + "]"
                : host.getHostAddress();
        return text + ":" + address.getPort();
    }

    private static String bracketed(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** Writes the longest run of at least two zero groups as {@code ::}. */
    private static String compressed(Inet6Address address) {
        byte[] bytes = address.getAddress();
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += 2) {
            groups.add(Integer
                    .toHexString((bytes[i] & 0xff) << 8 | (bytes[i + 1] & 0xff)));
        }
        int best = 0;
        int length = 1;
        for (int from = 0; from < groups.size(); from++) {
            int to = from;
            while (to < groups.size() && groups.get(to).equals("0")) {
                to++;
            }
            if (to - from > length) {
                best = from;
                length = to - from;
            }
        }
        if (length < 2) {
            return String.join(":", groups);
        }
        return String.join(":", groups.subList(0, best)) + "::"
                + String.join(":", groups.subList(best + length, groups.size()));
    }
}
