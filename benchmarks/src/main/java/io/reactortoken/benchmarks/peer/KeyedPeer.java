package io.reactortoken.benchmarks.peer;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.reactortoken.benchmarks.peer.Endpoint.Issued;
import java.util.function.Function;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import reactor.core.publisher.Mono;

/** Many tenants in one cache. */
public interface KeyedPeer {

    /** The text of a tenant's token, which is kept from now on. */
    Mono<String> text(String tenant);

    /** {@return all that is kept} */
    Object kept();

    /** {@return one of Caffeine} */
    static KeyedPeer caffeine(Endpoint endpoint) {
        AsyncCache<String, Issued> cache = Caffeine.newBuilder()
                .expireAfter(Expiry.creating((String key, Issued issued) -> issued.lifetime()))
                .buildAsync();
        return of(
                tenant -> Mono.fromFuture(() -> cache.get(
                                tenant, (key, executor) -> endpoint.issue().toFuture()))
                        .map(Issued::text),
                cache);
    }

    /** {@return one of Spring Security, where a tenant is a principal} */
    static KeyedPeer springSecurity(Endpoint endpoint) {
        SpringPeer peer = new SpringPeer(endpoint);
        return of(
                tenant -> peer.manager()
                        .authorize(OAuth2AuthorizeRequest.withClientRegistrationId(SpringPeer.REGISTRATION)
                                .principal(tenant)
                                .build())
                        .map(OAuth2AuthorizedClient::getAccessToken)
                        .map(token -> token.getTokenValue()),
                peer.clients());
    }

    private static KeyedPeer of(Function<String, Mono<String>> text, Object kept) {
        return new KeyedPeer() {
            @Override
            public Mono<String> text(String tenant) {
                return text.apply(tenant);
            }

            @Override
            public Object kept() {
                return kept;
            }
        };
    }
}
