package io.reactortoken.netty;

import io.reactortoken.AccessToken;
import io.reactortoken.internal.AuthSettings;
import io.reactortoken.internal.LastOrigin;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.http.client.HttpClientRequest;

/**
 * The hooks in a client that {@link TokenAuth} made.
 *
 * <p>No state but what was told, the last origin that was read, and whether a wiretap was warned of. What belongs to one request travels in the Context of
 * its own subscription, from where the hook that writes it can reach it; the client's configuration is shared among
 * concurrent subscribers, and a token that is put there is sent with another one's request.
 */
final class AuthorizedConnect {

    private final AuthSettings settings;
    private final LastOrigin origins = new LastOrigin();
    private final WiretapWarning wiretap = new WiretapWarning();

    AuthorizedConnect(AuthSettings settings) {
        this.settings = settings;
    }

    AuthSettings settings() {
        return settings;
    }

    LastOrigin origins() {
        return origins;
    }

    /** For {@code doOnConnect}: a wiretap may have been set since. */
    void checkTarget(HttpClientConfig config) {
        warnOfWiretap(config);
        RequestTarget.check(config, settings, origins);
    }

    void warnOfWiretap(HttpClientConfig config) {
        wiretap.check(config);
    }

    /** For {@code doOnRequest}. */
    void writeToken(HttpClientRequest request, Connection connection) {
        Attempt attempt = Attempt.in(request.currentContextView(), this);
        if (attempt != null) {
            attempt.write(request, connection);
        }
    }

    /** For {@code mapConnect}: the token is there before a connection is taken. */
    Mono<Connection> authorize(Mono<? extends Connection> connect) {
        return new Authorized(connect, this);
    }

    private static final class Authorized extends MonoOperator<Connection, Connection> {

        private final AuthorizedConnect client;

        Authorized(Mono<? extends Connection> connect, AuthorizedConnect client) {
            super(connect);
            this.client = client;
        }

        @Override
        public void subscribe(CoreSubscriber<? super Connection> actual) {
            AuthorizedExchange exchange;
            Mono<AccessToken> token;
            try {
                exchange = new AuthorizedExchange(client, source, actual);
                token = exchange.token();
            } catch (Throwable thrown) {
                Operators.error(actual, Operators.onOperatorError(thrown, actual.currentContext()));
                return;
            }
            exchange.open(token);
        }
    }
}
