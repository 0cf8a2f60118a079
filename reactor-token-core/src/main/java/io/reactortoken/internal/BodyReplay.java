package io.reactortoken.internal;

/**
 * What may be done with the body of a request whose token was refused. A body that cannot be had again must not be
 * replayed: it would go out as an authenticated empty one.
 *
 * @param repeatable whether its publisher can be subscribed again
 * @param buffer up to how many bytes it is remembered; zero for none
 * @since 0.1.0
 */
public record BodyReplay(boolean repeatable, int buffer) {

    /** A request that had a body is not replayed. */
    public static final BodyReplay NEVER = new BodyReplay(false, 0);

    /** Every body can be subscribed again. */
    public static final BodyReplay REPEATABLE = new BodyReplay(true, 0);

    /**
     * Remembers bodies.
     *
     * @param maxBytes longer ones are not replayed; at least 1
     * @return the policy
     * @throws IllegalArgumentException if it is less
     */
    public static BodyReplay buffered(int maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("a buffer for request bodies needs at least 1 byte, not " + maxBytes);
        }
        return new BodyReplay(false, maxBytes);
    }
}
