package io.reactortoken.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import io.reactortoken.internal.ExchangeTokens;
import io.reactortoken.internal.Verdict;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;
import reactor.util.context.ContextView;

/**
 * The exchange of a client that {@link TokenAuth} made: token, attempt, and at most one replay.
 *
 * <p>No state of its own. The attempt travels in the Context of the connect mono's subscription, from where the hook
 * that writes a request can reach it; the client's configuration is shared among concurrent subscribers, and a token
 * that is put there is sent with another one's request.
 */
final class AuthorizedExchange {

    private final Function<? super ContextView, ? extends TokenSource> sources;
    private final TokenRules rules;
    private final Key key = new Key();

    AuthorizedExchange(Function<? super ContextView, ? extends TokenSource> sources, TokenRules rules) {
        this.sources = sources;
        this.rules = rules;
    }

    /** Of a private type, so that nobody else can read or forge what it leads to; one for each authorized client. */
    private static final class Key {
        @Override
        public String toString() {
            return "reactor-token.attempt";
        }
    }

    /** For {@code doOnRequest}. */
    void writeToken(HttpClientRequest request, Connection connection) {
        Attempt attempt = request.currentContextView().getOrDefault(key, null);
        if (attempt != null) {
            attempt.write(request, rules);
        }
    }

    /** For {@code mapConnect}: the token is there before a connection is taken. */
    Mono<Connection> authorize(Mono<? extends Connection> connect) {
        return Mono.deferContextual(context -> {
            ExchangeTokens tokens = ExchangeTokens.of(sources, context);
            return tokens.first().flatMap(token -> firstAttempt(connect, tokens, token));
        });
    }

    private Mono<Connection> firstAttempt(
            Mono<? extends Connection> connect, ExchangeTokens tokens, AccessToken token) {
        Attempt attempt = new Attempt(token, 1);
        Function<AccessToken, Mono<Connection>> replay = renewed -> send(connect, new Attempt(renewed, 2));
        // what follows an answer is run last, so that nothing here takes the replay's outcome for the first attempt's
        return send(connect, attempt)
                .map(connection -> answered(connection, attempt, tokens, replay))
                .onErrorResume(
                        WebSocketClientHandshakeException.class,
                        refusal -> Mono.just(refusedUpgrade(refusal, attempt, tokens, replay)))
                .flatMap(Function.identity());
    }

    private Mono<Connection> send(Mono<? extends Connection> connect, Attempt attempt) {
        return connect.<Connection>map(connection -> connection).contextWrite(context -> context.put(key, attempt));
    }

    private Mono<Connection> answered(
            Connection connection,
            Attempt attempt,
            ExchangeTokens tokens,
            Function<AccessToken, Mono<Connection>> replay) {
        if (!(connection instanceof HttpClientResponse response)
                || !attempt.wentOutWith(response)
                || rules.judge(attempt, response.status().code(), response.responseHeaders()) == Verdict.PASS) {
            return Mono.just(connection);
        }
        if (hadBody(response.requestHeaders())) {
            return tokens.report(attempt.token()).thenReturn(connection);
        }
        return new HeldResponse(connection).replacedBy(tokens.after(attempt.token()), replay);
    }

    /** A consumed body would go out as an authenticated empty one, and its connection answer the next request. */
    private static boolean hadBody(HttpHeaders sent) {
        String length = sent.get(HttpHeaderNames.CONTENT_LENGTH, "0");
        return sent.contains(HttpHeaderNames.TRANSFER_ENCODING) || !length.equals("0");
    }

    /** The 401 to a websocket's upgrade arrives as an error; there is no body to hold. */
    private Mono<Connection> refusedUpgrade(
            WebSocketClientHandshakeException refusal,
            Attempt attempt,
            ExchangeTokens tokens,
            Function<AccessToken, Mono<Connection>> replay) {
        @Nullable HttpResponse response = refusal.response();
        if (response == null || rules.judge(attempt, response.status().code(), response.headers()) == Verdict.PASS) {
            return Mono.error(refusal);
        }
        return tokens.after(attempt.token())
                .singleOptional()
                .flatMap(renewed -> renewed.map(replay).orElseGet(() -> Mono.error(refusal)));
    }
}
