package io.reactortoken.interop;

import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;

/** A secret that changes, as one in a secret manager does. */
final class RotatingSecret implements SecretSource {

    private final AtomicReference<String> current;

    RotatingSecret(String first) {
        current = new AtomicReference<>(first);
    }

    void rotate(String next) {
        current.set(next);
    }

    @Override
    public Mono<Secret> secret() {
        return Mono.fromSupplier(() -> Secret.of(current.get()));
    }

    @Override
    public String description() {
        return "a rotating source";
    }
}
