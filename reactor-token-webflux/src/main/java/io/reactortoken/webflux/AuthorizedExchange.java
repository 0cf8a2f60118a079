package io.reactortoken.webflux;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import io.reactortoken.internal.AuthorizedRequest;
import io.reactortoken.internal.Authorizer;
import io.reactortoken.internal.ExchangeTokens;
import io.reactortoken.internal.Origin;
import io.reactortoken.internal.OriginAllowList;
import io.reactortoken.internal.Verdict;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** The exchange of a client that {@link TokenAuthFilter} authorizes: token, attempt, and at most one replay. */
final class AuthorizedExchange implements ExchangeFilterFunction {

    private final Function<? super ContextView, ? extends TokenSource> sources;
    private final OriginAllowList origins;
    private final Authorizer authorizer;

    AuthorizedExchange(
            Function<? super ContextView, ? extends TokenSource> sources,
            OriginAllowList origins,
            Authorizer authorizer) {
        this.sources = sources;
        this.origins = origins;
        this.authorizer = authorizer;
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        if (request.headers().getFirst(HttpHeaders.AUTHORIZATION) != null) {
            return next.exchange(request);
        }
        return Mono.deferContextual(context -> {
            Optional<Origin> origin = Origin.of(request.url());
            if (origin.isEmpty() || !origins.permits(origin.get())) {
                return Mono.error(origins.refusal(origin));
            }
            ExchangeTokens tokens = ExchangeTokens.of(sources, context);
            return tokens.first().flatMap(token -> firstAttempt(request, next, tokens, token));
        });
    }

    private Mono<ClientResponse> firstAttempt(
            ClientRequest request, ExchangeFunction next, ExchangeTokens tokens, AccessToken token) {
        AuthorizedRequest attempt = attempt(request, 1, token);
        return send(request, next, attempt)
                .flatMap(response -> answered(
                        response,
                        request,
                        attempt,
                        tokens,
                        renewed -> send(request, next, attempt(request, 2, renewed))));
    }

    private Mono<ClientResponse> answered(
            ClientResponse response,
            ClientRequest request,
            AuthorizedRequest attempt,
            ExchangeTokens tokens,
            Function<AccessToken, Mono<ClientResponse>> replay) {
        int status = response.statusCode().value();
        if (authorizer.judge(attempt, status, response.headers()::header) == Verdict.PASS) {
            return Mono.just(response);
        }
        if (hasBody(request)) {
            return tokens.report(attempt.token()).thenReturn(response);
        }
        return new HeldResponse(response).replacedBy(tokens.after(attempt.token()), replay);
    }

    /** A consumed body would go out as an authenticated empty one; what says "no body" is this very inserter. */
    private static boolean hasBody(ClientRequest request) {
        return request.body() != BodyInserters.empty();
    }

    private static AuthorizedRequest attempt(ClientRequest request, int number, AccessToken token) {
        return new AuthorizedRequest(request.method().name(), request.url(), number, token);
    }

    /** Sets, where the builder's own {@code header(..)} would add. */
    private Mono<ClientResponse> send(ClientRequest request, ExchangeFunction next, AuthorizedRequest attempt) {
        Map<String, String> written = authorizer.headers(attempt);
        return next.exchange(ClientRequest.from(request)
                .headers(headers -> written.forEach(headers::set))
                .build());
    }
}
