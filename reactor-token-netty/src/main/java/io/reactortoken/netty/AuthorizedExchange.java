package io.reactortoken.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.reactortoken.AccessToken;
import io.reactortoken.internal.AuthSettings;
import io.reactortoken.internal.BodyReplay;
import io.reactortoken.internal.ExchangeTokens;
import io.reactortoken.internal.Relay;
import io.reactortoken.internal.StaleTokenException;
import io.reactortoken.internal.Verdict;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** One subscription to a request: token, attempt, and at most one replay. */
final class AuthorizedExchange extends Relay<AccessToken, Connection> {

    private final AuthorizedConnect client;
    private final Mono<Connection> connect;
    private final ExchangeTokens tokens;
    private final BodyReplay bodies;
    private final StreamGuard guard = new StreamGuard();

    private @Nullable Attempt first;
    private volatile @Nullable BodyMemory memory;

    /** Throws what the caller's function throws that looks the source up. */
    @SuppressWarnings("unchecked") // a Mono only hands out what it has
    AuthorizedExchange(
            AuthorizedConnect client, Mono<? extends Connection> connect, CoreSubscriber<? super Connection> actual) {
        super(actual);
        ContextView context = actual.currentContext();
        this.client = client;
        this.connect = (Mono<Connection>) connect;
        this.tokens = ExchangeTokens.of(client.settings(), context);
        this.bodies = context.<BodyReplay>getOrEmpty(BodyReplay.class)
                .orElse(client.settings().bodies());
    }

    /** {@return what opens the exchange} Throws what a source throws in the place of a mono. */
    Mono<AccessToken> token() {
        return tokens.first();
    }

    AuthorizedConnect client() {
        return client;
    }

    AuthSettings settings() {
        return client.settings();
    }

    ExchangeTokens tokens() {
        return tokens;
    }

    StreamGuard guard() {
        return guard;
    }

    /** Of the one body that this request has. */
    BodyMemory memory() {
        BodyMemory known = memory;
        if (known == null) {
            known = new BodyMemory();
            memory = known;
        }
        return known;
    }

    @Override
    protected Mono<Connection> opened(AccessToken token) {
        Attempt before = first;
        first = before == null ? new Attempt(this, token, 1) : before.renewed(token);
        return connect;
    }

    @Override
    protected Context within(Context outer) {
        return Objects.requireNonNull(first).writeTo(outer);
    }

    /** A request whose token is over when it gets its connection gives that back, and waits for a token once more. */
    @Override
    protected @Nullable Mono<AccessToken> again(Throwable error) {
        Attempt attempt = Objects.requireNonNull(first);
        return StaleTokenException.isOf(error, attempt) ? another(attempt) : null;
    }

    private Mono<AccessToken> another(Attempt stale) {
        return stale.nextTurn().then(tokens.first());
    }

    /** What is thrown here nobody could free the connection for: its caller never gets it. */
    @Override
    protected @Nullable Mono<Connection> after(Connection connection) {
        try {
            return connection instanceof HttpClientResponse response ? after(connection, response) : null;
        } catch (Throwable thrown) {
            connection.dispose();
            throw thrown;
        }
    }

    private @Nullable Mono<Connection> after(Connection connection, HttpClientResponse response) {
        Attempt attempt = Objects.requireNonNull(first);
        int status = response.status().code();
        // judged first: nearly every answer passes
        if (attempt.judge(status, response.responseHeaders()) == Verdict.PASS || !attempt.wentOutWith(response)) {
            return null;
        }
        HttpHeaders sent = response.requestHeaders();
        if (hadBody(sent) && !bodies.repeatable() && !memory().isWhole(sent)) {
            tokens.report(attempt.token(), status);
            return null;
        }
        return new HeldResponse(connection, response).replacedBy(tokens, attempt.token(), this::replay);
    }

    /** A consumed body would go out as an authenticated empty one, and its connection answer the next request. */
    private static boolean hadBody(HttpHeaders sent) {
        String length = sent.get(HttpHeaderNames.CONTENT_LENGTH, "0");
        return sent.contains(HttpHeaderNames.TRANSFER_ENCODING) || !length.equals("0");
    }

    /** The 401 to a websocket's upgrade arrives as an error. */
    @Override
    protected @Nullable Mono<Connection> after(Throwable error) {
        Attempt attempt = Objects.requireNonNull(first);
        if (!(error instanceof WebSocketClientHandshakeException refusal)) {
            return null;
        }
        @Nullable HttpResponse response = refusal.response();
        if (response == null || attempt.judge(response.status().code(), response.headers()) == Verdict.PASS) {
            return null;
        }
        return new RefusedUpgrade(refusal, response.status().code(), attempt.nextTurn())
                .replacedBy(tokens, attempt.token(), this::replay);
    }

    private Mono<Connection> replay(AccessToken renewed) {
        Attempt attempt = new Attempt(this, renewed, 2);
        return connected(attempt)
                .onErrorResume(
                        error -> StaleTokenException.isOf(error, attempt),
                        stale -> another(attempt).map(attempt::renewed).flatMap(this::connected));
    }

    private Mono<Connection> connected(Attempt attempt) {
        return connect.contextWrite(attempt::writeTo);
    }

    @Override
    protected void passing() {
        guard.handOver();
    }

    @Override
    protected void cancelling() {
        guard.cancel();
    }
}
