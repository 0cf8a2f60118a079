package io.reactortoken.credential;

import reactor.core.publisher.Mono;

/**
 * Where a client secret comes from. Asked before each token request.
 *
 * @since 0.1.0
 */
public interface SecretSource {

    /**
     * Returns the secret as it is now.
     *
     * <p>Cold: each subscription reads it again.
     * <p>Signals one secret, or a {@link io.reactortoken.TokenCredentialException}; never empty, and never blocks.
     * <p>Cancelling ends the read; nothing else waits for it.
     * <p>The secret arrives on the thread that read it: the subscribing one for {@link #of} and {@link #env}.
     *
     * @return a mono that reads on each subscription
     */
    Mono<Secret> secret();

    /**
     * Says where the secret comes from, for messages.
     *
     * @return for instance {@code env:ORDERS_SECRET}; never the secret
     */
    String description();

    /**
     * Fails if it is known already that there is no secret; called when a token request is built. Does not block.
     *
     * @throws io.reactortoken.TokenCredentialException if so
     */
    default void verify() {}

    /**
     * Wraps a secret that the program already has.
     *
     * @param secret exactly as it is sent; not blank
     * @return a source of this secret
     * @throws IllegalArgumentException if {@code secret} is blank or not well-formed Unicode
     */
    static SecretSource of(CharSequence secret) {
        return GivenSource.of(secret);
    }

    /**
     * Reads an environment variable. White space at its edges is cut off, because a line feed at the end is the usual
     * fault and never part of a secret.
     *
     * @param name the variable's name
     * @return a source that reads the variable on each subscription
     */
    static SecretSource env(String name) {
        return new EnvSource(name, System::getenv);
    }
}
