package io.reactortoken.chaos;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * Calls of one sort.
 *
 * @param name for messages
 * @param faulty whether the way to the API has faults
 * @param withBody whether a body is sent
 * @param client whose token a call carries, by its number
 * @param caller how it is sent
 */
record Lane(String name, boolean faulty, boolean withBody, LongFunction<String> client, ApiClients.Caller caller) {

    /** {@return each sort of call twice: over a way with faults, and over a clear one} */
    static List<Lane> all(World world) {
        return Stream.of(true, false)
                .flatMap(faulty -> {
                    String origin = "https://localhost:" + (faulty ? world.toApi : world.clear).port();
                    return sorts(world, faulty, origin);
                })
                .toList();
    }

    private static Stream<Lane> sorts(World world, boolean faulty, String origin) {
        ApiClients clients = world.clients;
        Sources sources = world.sources;
        return Stream.of(
                new Lane("netty", faulty, false, call -> Sources.BASIC, clients.netty(origin)),
                new Lane("web", faulty, true, call -> Sources.BASIC, clients.web(origin)),
                new Lane("web post", faulty, true, call -> Sources.POST, clients.web(origin)),
                new Lane("netty signing", faulty, true, call -> Sources.SIGNING, clients.nettyWithBody(origin)),
                new Lane("netty tenants", faulty, false, sources::tenantOf, clients.netty(origin)),
                new Lane("web tenants", faulty, true, sources::tenantOf, clients.web(origin)));
    }
}
