package io.reactortoken.credential;

import reactor.core.publisher.Mono;

/** A secret that the program was handed. */
final class GivenSource implements SecretSource {

    private static final String NAME = "the program";

    private final Secret secret;

    private GivenSource(Secret secret) {
        this.secret = secret;
    }

    static GivenSource of(CharSequence text) {
        if (Edges.trim(text.toString()).isEmpty()) {
            throw new IllegalArgumentException("the client secret is blank");
        }
        return new GivenSource(Secret.of(text));
    }

    @Override
    public Mono<Secret> secret() {
        return Mono.just(secret);
    }

    /** A template that nobody filled in; what is at the edges was given as it is. */
    @Override
    public void verify() {
        SecretText.from("the secret from " + NAME).untrimmed().read(secret);
    }

    @Override
    public String description() {
        return NAME;
    }

    @Override
    public String toString() {
        return "SecretSource[" + description() + "]";
    }
}
