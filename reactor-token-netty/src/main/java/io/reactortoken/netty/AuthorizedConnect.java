package io.reactortoken.netty;

import io.reactortoken.internal.AuthSettings;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientConfig;
import reactor.netty.http.client.HttpClientRequest;

/**
 * The hooks in a client that {@link TokenAuth} made.
 *
 * <p>No state but what was told. What belongs to one request travels in the Context of its own subscription, from where the hook that
 * writes it can reach it; the client's configuration is shared among concurrent subscribers, and a token that is put
 * there is sent with another one's request.
 */
final class AuthorizedConnect {

    private final AuthSettings settings;
    private final Key key = new Key();
    private final WiretapWarning wiretap = new WiretapWarning();

    AuthorizedConnect(AuthSettings settings) {
        this.settings = settings;
    }

    /** Of a private type, so that nobody else can read or forge what it leads to; one for each authorized client. */
    static final class Key {
        private Key() {}

        @Override
        public String toString() {
            return "reactor-token.attempt";
        }
    }

    /** For {@code doOnConnect}: a wiretap may have been set since. */
    void checkTarget(HttpClientConfig config) {
        warnOfWiretap(config);
        RequestTarget.check(config, settings);
    }

    void warnOfWiretap(HttpClientConfig config) {
        wiretap.check(config);
    }

    /** For {@code doOnRequest}. */
    void writeToken(HttpClientRequest request, Connection connection) {
        Attempt attempt = request.currentContextView().getOrDefault(key, null);
        if (attempt != null) {
            attempt.write(request, connection);
        }
    }

    /** For {@code mapConnect}: the token is there before a connection is taken. */
    Mono<Connection> authorize(Mono<? extends Connection> connect) {
        return Mono.deferContextual(context -> new AuthorizedExchange(settings, key, connect, context).connection());
    }
}
