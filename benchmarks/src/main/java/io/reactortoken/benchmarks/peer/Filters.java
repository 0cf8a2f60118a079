package io.reactortoken.benchmarks.peer;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import io.reactortoken.webflux.TokenAuthFilter;
import org.springframework.http.HttpStatus;
import org.springframework.security.oauth2.client.RemoveAuthorizedClientReactiveOAuth2AuthorizationFailureHandler;
import org.springframework.security.oauth2.client.web.reactive.function.client.ServerOAuth2AuthorizedClientExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import reactor.core.publisher.Mono;

/** The filters that put a token on a call, one for each library that has one or is used in one. */
public final class Filters {

    private Filters() {}

    /** {@return tokens of this library, over an endpoint} */
    public static CachedTokenSource tokens(Endpoint endpoint) {
        return TokenSource.of(
                        () -> endpoint.issue().map(issued -> AccessToken.bearer(issued.text(), issued.lifetime())))
                .cache();
    }

    /** {@return ours} */
    public static ExchangeFilterFunction reactorToken(Endpoint endpoint, String origin) {
        TokenAuthFilter filter = TokenAuthFilter.with(tokens(endpoint));
        return (origin.startsWith("https:") ? filter.allow(origin) : filter.allowPlaintext(origin)).build();
    }

    /** {@return Spring Security's own, which forgets a token that was refused} */
    public static ExchangeFilterFunction springSecurity(Endpoint endpoint) {
        SpringPeer peer = new SpringPeer(endpoint);
        var filter = new ServerOAuth2AuthorizedClientExchangeFilterFunction(peer.manager());
        filter.setDefaultClientRegistrationId(SpringPeer.REGISTRATION);
        filter.setAuthorizationFailureHandler(new RemoveAuthorizedClientReactiveOAuth2AuthorizationFailureHandler(
                (registration, principal, attributes) ->
                        peer.clients().removeAuthorizedClient(registration, principal.getName())));
        return filter;
    }

    /** {@return azure-core's cache in a filter of one's own; it has none for WebClient} */
    public static ExchangeFilterFunction azureCore(Endpoint endpoint) {
        AzurePeer peer = new AzurePeer(endpoint);
        return (request, next) -> peer.token()
                .flatMap(token -> next.exchange(ClientRequest.from(request)
                        .headers(headers -> headers.setBearerAuth(token.getToken()))
                        .build()));
    }

    /** {@return a filter before another one, which sends a call again that was refused} */
    public static ExchangeFilterFunction replayedByHand(ExchangeFilterFunction filter) {
        ExchangeFilterFunction replay = (request, next) -> next.exchange(request)
                .flatMap(answer -> answer.statusCode() == HttpStatus.UNAUTHORIZED
                        ? answer.releaseBody().then(next.exchange(request))
                        : Mono.just(answer));
        return replay.andThen(filter);
    }
}
