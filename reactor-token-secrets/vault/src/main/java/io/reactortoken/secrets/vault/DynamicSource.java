package io.reactortoken.secrets.vault;

import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretLoader;
import io.reactortoken.credential.SecretSource;
import java.time.Duration;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** A dynamic secret as a source. The lease says how long it is good: the loader remembers nothing beside it. */
final class DynamicSource implements SecretSource {

    private final DynamicSecret dynamic;
    private final SecretSource loaded;

    DynamicSource(DynamicSecret dynamic, UnaryOperator<SecretLoader> loading) {
        this.dynamic = dynamic;
        this.loaded = loading.apply(SecretLoader.of(dynamic.path().toString(), dynamic::read))
                .maxAge(Duration.ZERO)
                .maxStale(Duration.ZERO)
                .source();
    }

    @Override
    public Mono<Secret> secret() {
        return loaded.secret();
    }

    @Override
    public Mono<Secret> reload() {
        return Mono.defer(() -> {
            dynamic.refused();
            return loaded.reload();
        });
    }

    @Override
    public String description() {
        return loaded.description();
    }

    @Override
    public String toString() {
        return "SecretSource[" + description() + "]";
    }
}
