package io.reactortoken.doctor;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was seen of the way to the server.
 *
 * @param target empty where there is none
 * @param skipped why nobody looked; empty if somebody did
 * @param addresses what the name stands for
 * @param lookup how long that took
 * @param unknown why there is no address; empty if there is one
 * @param dials by address: how long a connection took, or why there was none
 * @param handshake empty where there was none
 */
record Way(
        Optional<Target> target,
        String skipped,
        List<InetAddress> addresses,
        Duration lookup,
        String unknown,
        Map<String, String> dials,
        Optional<Handshake> handshake) {

    static final Way NONE = skipped(Optional.empty(), "there is no host to look for");

    static Way skipped(Optional<Target> target, String why) {
        return new Way(target, why, List.of(), Duration.ZERO, "", Map.of(), Optional.empty());
    }

    static Way found(Target target, List<InetAddress> addresses, Duration took) {
        return new Way(Optional.of(target), "", List.copyOf(addresses), took, "", Map.of(), Optional.empty());
    }

    static Way notFound(Target target, String why, Duration took) {
        return new Way(Optional.of(target), "", List.of(), took, why, Map.of(), Optional.empty());
    }

    Way dialled(Map<String, String> results) {
        return new Way(target, skipped, addresses, lookup, unknown, results, handshake);
    }

    Way shaken(Handshake seen) {
        return new Way(target, skipped, addresses, lookup, unknown, dials, Optional.of(seen));
    }
}
