package io.reactortoken.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.Leaks;
import io.reactortoken.Messages;
import io.reactortoken.TokenException;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.test.TestTime;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** A server that accepts some secrets, a store whose secret is replaced, and who calls. */
final class RotatingSecrets {

    static final String OLD = "CNRY-old-1f2e3d4c";
    static final String NEW = "CNRY-new-9a8b7c6d";
    static final String WRONG = "CNRY-bad-55667788";
    static final Duration HOUR = Duration.ofHours(1);

    final TestTime time = TestTime.create();
    final Server server = new Server();
    final Store store = new Store();
    final List<AccessToken> received = new ArrayList<>();
    final List<Throwable> errors = new ArrayList<>();

    /** Accepts some secrets, and remembers which it was sent. */
    static final class Server implements TokenTransport {

        Set<String> accepted = Set.of(OLD);
        TransportResponse refusal = RecordingTransport.response(401, "{\"error\":\"invalid_client\"}");
        final List<String> sent = new ArrayList<>();

        @Override
        public Mono<TransportResponse> exchange(TransportRequest request) {
            return Mono.fromSupplier(() -> {
                String basic =
                        request.headers().getOrDefault("Authorization", "").substring("Basic ".length());
                String secret = new String(Base64.getDecoder().decode(basic), UTF_8).replace("billing-client:", "");
                sent.add(secret);
                return accepted.contains(secret) ? RecordingTransport.granted() : refusal;
            });
        }
    }

    /** Has one secret, which a cache of its own may hide from {@code secret()}. */
    static final class Store implements SecretSource {

        String current = OLD;
        String cached = OLD;
        boolean down;
        int reloads;

        @Override
        public Mono<Secret> secret() {
            return Mono.fromSupplier(() -> Secret.of(cached).withVersion("v-" + cached.substring(5, 8)));
        }

        @Override
        public Mono<Secret> reload() {
            return Mono.defer(() -> {
                reloads++;
                cached = current;
                return down ? Mono.error(new IllegalStateException("down")) : secret();
            });
        }

        @Override
        public String description() {
            return "a store";
        }
    }

    CachedTokenSource tokens() {
        return tokens(request -> request);
    }

    CachedTokenSource tokens(UnaryOperator<TokenRequest> options) {
        return options.apply(request()).cache(time.policy().build());
    }

    /** The source is decorated, and then cached. */
    CachedTokenSource decorated() {
        return TokenSource.delegating(request().source(), Mono::hide)
                .cache(time.policy().build());
    }

    private TokenRequest request() {
        return OAuth2.clientCredentials("https://id.example.com/token")
                .clientId("billing-client")
                .clientSecret(store)
                .transport(server);
    }

    void call(CachedTokenSource tokens) {
        tokens.token().subscribe(received::add, errors::add);
    }

    TokenException lastError() {
        TokenException error = (TokenException) errors.get(errors.size() - 1);
        Messages.assertWellFormed(error);
        Leaks.assertNone(error, OLD, NEW, WRONG);
        return error;
    }
}
