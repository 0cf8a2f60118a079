package io.reactortoken.oauth2;

import io.reactortoken.TokenClock;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import java.net.URI;
import reactor.core.publisher.Mono;

/** Knows the endpoint, or finds it. */
@FunctionalInterface
interface EndpointSource {

    /** Cold: looked up on each subscription, at the latest then. */
    Mono<Endpoint> endpoint(TokenClock clock);

    static EndpointSource fixed(URI uri, ClientAuthentication authentication) {
        Mono<Endpoint> endpoint = Mono.just(Endpoint.of(uri, authentication));
        return clock -> endpoint;
    }
}
