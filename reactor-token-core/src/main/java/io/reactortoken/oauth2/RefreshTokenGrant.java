package io.reactortoken.oauth2;

import io.reactortoken.AccessToken;
import io.reactortoken.OAuthError;
import io.reactortoken.TokenEndpointException;
import io.reactortoken.TokenException;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.internal.answer.AnswerRules;
import io.reactortoken.oauth2.internal.answer.Reading.Granted;
import io.reactortoken.oauth2.internal.request.SecretReader;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.Logger;
import reactor.util.Loggers;

/**
 * RFC 6749 section 6. A refresh token in the answer replaces the one that was sent before anybody sees the access token,
 * and requests go one after the other: a server that rotates takes a second use of a token for theft.
 */
final class RefreshTokenGrant implements Grant {

    private static final Duration SAVING = Duration.ofSeconds(5);

    private final Logger log = Loggers.getLogger(OAuth2.class);
    private final RefreshTokenStore store;
    private final Turns turns = new Turns();
    /** What the server issued last; null for what the store has. */
    private final AtomicReference<@Nullable Secret> rotated = new AtomicReference<>();

    RefreshTokenGrant(RefreshTokenStore store) {
        this.store = store;
    }

    RefreshTokenGrant(SecretSource initial) {
        this(new Unsaved(initial));
    }

    /** Nothing is kept beyond the process. */
    private record Unsaved(SecretSource initial) implements RefreshTokenStore {

        @Override
        public Mono<Secret> load() {
            return initial.secret();
        }

        @Override
        public Mono<Void> save(Secret refreshToken) {
            return Mono.empty();
        }

        @Override
        public String description() {
            return initial.description();
        }
    }

    @Override
    public Grant start() {
        return new RefreshTokenGrant(store);
    }

    @Override
    public String type() {
        return "refresh_token";
    }

    @Override
    public <T> Mono<T> inTurn(Mono<T> attempt) {
        return turns.take(attempt);
    }

    @Override
    public Mono<GrantParameters> parameters() {
        return Mono.defer(this::current).map(token -> GrantParameters.NONE.and(type(), token));
    }

    private Mono<Secret> current() {
        Secret newest = rotated.get();
        return newest != null
                ? Mono.just(newest)
                : SecretReader.read(store::load, "the refresh token of " + store.description(), false);
    }

    @Override
    public AnswerRules rules(AnswerRules rules) {
        return rules.keepingRefreshToken();
    }

    @Override
    public Mono<AccessToken> granted(GrantParameters sent, Granted answer) {
        Secret next = answer.refreshToken();
        if (next == null) {
            return Mono.just(answer.token());
        }
        rotated.set(next);
        return Mono.defer(() -> store.save(next))
                .timeout(SAVING)
                .onErrorResume(error -> {
                    // class and place only: what a store says may quote what it was given
                    log.warn(
                            "the new refresh token could not be kept in {}: {}; after a restart the old one is used",
                            store.description(),
                            error.getClass().getName());
                    return Mono.empty();
                })
                .thenReturn(answer.token());
    }

    /** The store may know a newer one: another process may use it too, or somebody may have put a new one there. */
    @Override
    public void refused(GrantParameters sent, TokenException error) {
        boolean dead = error instanceof TokenEndpointException refusal
                && refusal.error().filter(OAuthError.INVALID_GRANT::equals).isPresent();
        if (dead) {
            rotated.set(null);
        }
    }

    @Override
    public String toString() {
        return label();
    }
}
