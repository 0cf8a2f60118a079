package io.reactortoken.internal;

/** A note on an error: what had been answered before. Its status and nothing else of it; no stack trace. */
final class FirstRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FirstRefusal(int status) {
        super(
                "the first attempt was answered " + status + ", which said that the token was refused",
                null,
                false,
                false);
    }
}
