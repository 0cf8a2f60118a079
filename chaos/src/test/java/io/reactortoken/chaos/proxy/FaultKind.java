package io.reactortoken.chaos.proxy;

/** What a network can do to the bytes of one direction. */
public enum FaultKind {
    /** They arrive {@value Relay#LATENCY_MILLIS} ms later. */
    LATENCY,
    /** They arrive in slices of {@value Relay#THROTTLED_SLICE} bytes. */
    THROTTLE,
    /** They arrive in slices of {@value Relay#DRIBBLED_SLICE} bytes. */
    DRIBBLE,
    /** The first of them resets the connection on both sides. */
    RESET,
    /** Half of them arrive, and then the end of the stream; the other direction stays open. */
    HALF_CLOSE,
    /** They get lost, and nobody is told. */
    BLACK_HOLE,
    /** They are garbled, so that TLS fails. */
    TLS_FAILURE
}
