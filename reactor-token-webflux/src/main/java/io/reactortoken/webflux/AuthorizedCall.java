package io.reactortoken.webflux;

import io.reactortoken.AccessToken;
import io.reactortoken.internal.AuthSettings;
import io.reactortoken.internal.Origin;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/** A request that passed the filter, not subscribed to yet; each subscription is an exchange of its own. */
final class AuthorizedCall extends Mono<ClientResponse> {

    private final AuthorizedFilter filter;
    private final ClientRequest request;
    private final ExchangeFunction next;

    private AuthorizedCall(AuthorizedFilter filter, ClientRequest request, ExchangeFunction next) {
        this.filter = filter;
        this.request = request;
        this.next = next;
    }

    static Mono<ClientResponse> of(AuthorizedFilter filter, ClientRequest request, ExchangeFunction next) {
        return onAssembly(new AuthorizedCall(filter, request, next));
    }

    @Override
    public void subscribe(CoreSubscriber<? super ClientResponse> actual) {
        @Nullable Mono<ClientResponse> instead;
        try {
            instead = unlessPermitted();
        } catch (Throwable thrown) {
            fail(actual, thrown);
            return;
        }
        if (instead == null) {
            exchange(actual);
        } else {
            instead.subscribe(actual);
        }
    }

    private @Nullable Mono<ClientResponse> unlessPermitted() {
        AuthSettings settings = filter.settings();
        Optional<Origin> origin = filter.origins().of(request.url().toString());
        if (settings.origins().permits(origin)) {
            return null;
        }
        return settings.passesForeignOrigins()
                ? next.exchange(request)
                : Mono.error(settings.origins().refusal(origin));
    }

    private void exchange(CoreSubscriber<? super ClientResponse> actual) {
        AuthorizedExchange exchange;
        Mono<AccessToken> token;
        try {
            exchange = new AuthorizedExchange(filter.settings(), request, next, actual);
            token = exchange.token();
        } catch (Throwable thrown) {
            fail(actual, thrown);
            return;
        }
        exchange.open(token);
    }

    private static void fail(CoreSubscriber<? super ClientResponse> actual, Throwable thrown) {
        Operators.error(actual, Operators.onOperatorError(thrown, actual.currentContext()));
    }
}
