package io.reactortoken.chaos;

import io.reactortoken.chaos.proxy.FaultKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many connections each kind of fault has struck.
 *
 * @param toServer on the way to the authorization server
 * @param toApi on the way to the API
 */
record Struck(Map<FaultKind, Long> toServer, Map<FaultKind, Long> toApi) {

    static Struck by(World world) {
        Map<FaultKind, Long> toServer = new EnumMap<>(FaultKind.class);
        Map<FaultKind, Long> toApi = new EnumMap<>(FaultKind.class);
        for (FaultKind kind : FaultKind.values()) {
            toServer.put(kind, world.toServer.struck(kind));
            toApi.put(kind, world.toApi.struck(kind));
        }
        return new Struck(toServer, toApi);
    }
}
