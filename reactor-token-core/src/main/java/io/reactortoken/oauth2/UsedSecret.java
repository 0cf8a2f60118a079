package io.reactortoken.oauth2;

import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What one request reads, and what it was given: by that a refusal is told from another. */
final class UsedSecret implements SecretSource {

    private final SecretSource source;
    private final Mono<Secret> secret;
    private final SecretLints lints;
    private volatile @Nullable Secret sent;

    UsedSecret(SecretSource source, Mono<Secret> secret, SecretLints lints) {
        this.source = source;
        this.secret = secret;
        this.lints = lints;
    }

    @Override
    public Mono<Secret> secret() {
        return Mono.defer(() -> secret).doOnNext(given -> {
            lints.check(given);
            sent = given;
        });
    }

    Optional<Secret> sent() {
        return Optional.ofNullable(sent);
    }

    @Override
    public String description() {
        return source.description();
    }

    @Override
    public String toString() {
        return source.toString();
    }
}
