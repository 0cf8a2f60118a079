package io.reactortoken.credential;

import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A part of what another source has. */
final class MappedSource implements SecretSource {

    private final SecretSource whole;
    private final String part;
    private final Function<? super Secret, Secret> mapper;

    MappedSource(SecretSource whole, String part, Function<? super Secret, Secret> mapper) {
        this.whole = whole;
        this.part = part;
        this.mapper = mapper;
    }

    @Override
    public Mono<Secret> secret() {
        return whole.secret().map(this::mapped);
    }

    @Override
    public Mono<Secret> reload() {
        return whole.reload().map(this::mapped);
    }

    private Secret mapped(Secret source) {
        Secret mapped = mapper.apply(source);
        return mapped.version().isEmpty() ? mapped.withVersion(source.version()) : mapped;
    }

    @Override
    public void verify() {
        whole.verify();
    }

    @Override
    public String description() {
        return whole.description() + part;
    }

    @Override
    public String toString() {
        return "SecretSource[" + description() + "]";
    }
}
