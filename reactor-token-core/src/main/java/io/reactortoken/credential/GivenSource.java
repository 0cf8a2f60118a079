package io.reactortoken.credential;

import reactor.core.publisher.Mono;

/** A secret that the program was handed. */
final class GivenSource implements SecretSource {

    private final Mono<Secret> secret;

    private GivenSource(Secret secret) {
        this.secret = Mono.just(secret);
    }

    static GivenSource of(CharSequence text) {
        if (Edges.trim(text.toString()).isEmpty()) {
            throw new IllegalArgumentException("the client secret is blank");
        }
        return new GivenSource(Secret.of(text));
    }

    @Override
    public Mono<Secret> secret() {
        return secret;
    }

    @Override
    public String description() {
        return "the program";
    }

    @Override
    public String toString() {
        return "SecretSource[" + description() + "]";
    }
}
