package io.reactortoken.webflux;

import io.reactortoken.internal.AuthSettings;
import io.reactortoken.internal.LastOrigin;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/** The filter that {@link TokenAuthFilter} builds. What belongs to one request is made for each subscription. */
final class AuthorizedFilter implements ExchangeFilterFunction {

    private final LastOrigin origins = new LastOrigin();
    private final AuthSettings settings;

    AuthorizedFilter(AuthSettings settings) {
        this.settings = settings;
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        if (isSettled(request)) {
            return next.exchange(request);
        }
        return AuthorizedCall.of(this, request, next);
    }

    AuthSettings settings() {
        return settings;
    }

    LastOrigin origins() {
        return origins;
    }

    /** By its caller, or by another filter of this kind, whose token is not among the headers yet (RS-58). */
    private boolean isSettled(ClientRequest request) {
        boolean carriesOne = request.headers().getFirst(HttpHeaders.AUTHORIZATION) != null;
        return Attempt.isOf(request) || (carriesOne && !settings.replacesAuthorization());
    }
}
