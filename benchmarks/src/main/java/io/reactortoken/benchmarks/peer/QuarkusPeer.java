package io.reactortoken.benchmarks.peer;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import io.quarkus.oidc.client.runtime.TokensHelper;
import io.reactortoken.benchmarks.peer.Endpoint.Issued;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What Quarkus keeps a token with. It counts in whole seconds. */
final class QuarkusPeer implements Peer {

    private final TokensHelper helper = new TokensHelper();
    private final OidcClient client;

    QuarkusPeer(Endpoint endpoint) {
        this.client = new Client(endpoint);
    }

    @Override
    public Mono<Tokens> token() {
        return Mono.create(sink -> helper.getTokens(client).subscribe().with(sink::success, sink::error));
    }

    @Override
    public String text(Object token) {
        return ((Tokens) token).getAccessToken();
    }

    @Override
    public @Nullable Object hit() {
        Object[] taken = new Object[1];
        helper.getTokens(client).subscribe().with(tokens -> taken[0] = tokens);
        return taken[0];
    }

    private record Client(Endpoint endpoint) implements OidcClient {

        @Override
        public Uni<Tokens> getTokens(Map<String, String> parameters) {
            return Uni.createFrom()
                    .emitter(emitter ->
                            endpoint.issue().subscribe(issued -> emitter.complete(tokens(issued)), emitter::fail));
        }

        @SuppressWarnings("NullAway") // as Quarkus itself does where there is no refresh token
        private Tokens tokens(Issued issued) {
            Duration skew = endpoint.renewBefore();
            return new Tokens(issued.text(), issued.expiresAt().getEpochSecond(), skew, null, null, null, "billing");
        }

        @Override
        public Uni<Tokens> refreshTokens(String refreshToken, Map<String, String> parameters) {
            return getTokens(parameters);
        }

        @Override
        public Uni<Boolean> revokeAccessToken(String token, Map<String, String> parameters) {
            return Uni.createFrom().item(false);
        }

        @Override
        public void close() {}
    }
}
