package io.reactortoken.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.reactortoken.AccessToken;
import io.reactortoken.internal.AuthSettings;
import io.reactortoken.internal.BodyReplay;
import io.reactortoken.internal.ExchangeTokens;
import io.reactortoken.internal.StaleTokenException;
import io.reactortoken.internal.Verdict;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;
import reactor.util.context.ContextView;

/** One subscription to a request: token, attempt, and at most one replay. */
final class AuthorizedExchange {

    private final AuthSettings settings;
    private final AuthorizedConnect.Key key;
    private final Mono<? extends Connection> connect;
    private final ExchangeTokens tokens;
    private final BodyReplay bodies;
    private final BodyMemory memory = new BodyMemory();
    private final StreamGuard guard = new StreamGuard();

    AuthorizedExchange(
            AuthSettings settings, AuthorizedConnect.Key key, Mono<? extends Connection> connect, ContextView context) {
        this.settings = settings;
        this.key = key;
        this.connect = connect;
        this.tokens = ExchangeTokens.of(settings, context);
        this.bodies = context.<BodyReplay>getOrEmpty(BodyReplay.class).orElse(settings.bodies());
    }

    Mono<Connection> connection() {
        return guard.watch(tokens.first().flatMap(this::firstAttempt));
    }

    private Mono<Connection> firstAttempt(AccessToken token) {
        Attempt attempt = new Attempt(settings, tokens, guard, token, 1);
        // what follows an answer is run last, so that nothing here takes the replay's outcome for the first attempt's
        return send(attempt)
                .map(connection -> answered(connection, attempt))
                .onErrorResume(
                        WebSocketClientHandshakeException.class, refusal -> Mono.just(refusedUpgrade(refusal, attempt)))
                .flatMap(Function.identity());
    }

    private Mono<Connection> replay(AccessToken renewed) {
        return send(new Attempt(settings, tokens, guard, renewed, 2));
    }

    /** A request whose token is over when it gets its connection gives that back, and waits for a token once more. */
    private Mono<Connection> send(Attempt attempt) {
        return connected(attempt)
                .onErrorResume(
                        StaleTokenException.class,
                        stale -> attempt.nextTurn()
                                .then(tokens.first())
                                .flatMap(token -> connected(attempt.renewed(token))));
    }

    private Mono<Connection> connected(Attempt attempt) {
        return connect.<Connection>map(connection -> connection)
                .contextWrite(context -> context.put(key, attempt).put(BodyMemory.class, memory));
    }

    private Mono<Connection> answered(Connection connection, Attempt attempt) {
        if (!(connection instanceof HttpClientResponse response)
                || !attempt.wentOutWith(response)
                || attempt.judge(response.status().code(), response.responseHeaders()) == Verdict.PASS) {
            return Mono.just(connection);
        }
        HttpHeaders sent = response.requestHeaders();
        if (hadBody(sent) && !bodies.repeatable() && !memory.isWhole(sent)) {
            return tokens.report(attempt.token(), response.status().code()).thenReturn(connection);
        }
        return new HeldResponse(connection, response).replacedBy(tokens, attempt.token(), this::replay);
    }

    /** A consumed body would go out as an authenticated empty one, and its connection answer the next request. */
    private static boolean hadBody(HttpHeaders sent) {
        String length = sent.get(HttpHeaderNames.CONTENT_LENGTH, "0");
        return sent.contains(HttpHeaderNames.TRANSFER_ENCODING) || !length.equals("0");
    }

    /** The 401 to a websocket's upgrade arrives as an error. */
    private Mono<Connection> refusedUpgrade(WebSocketClientHandshakeException refusal, Attempt attempt) {
        @Nullable HttpResponse response = refusal.response();
        if (response == null || attempt.judge(response.status().code(), response.headers()) == Verdict.PASS) {
            return Mono.error(refusal);
        }
        return new RefusedUpgrade(refusal, response.status().code(), attempt.nextTurn())
                .replacedBy(tokens, attempt.token(), this::replay);
    }
}
