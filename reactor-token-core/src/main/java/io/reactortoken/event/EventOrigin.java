package io.reactortoken.event;

/**
 * What knows under which name it tells events, and whom: the sources of this library. For whoever uses a source and has
 * something to tell about it, as a replay is. A source that stands in front of another one should pass this on.
 *
 * @since 0.1.0
 */
public interface EventOrigin {

    /** {@return the name of the registration; empty if it has none, or if it is not known yet} */
    String client();

    /** {@return who is told; may grow with the first token, where a source learns then what it asks} */
    TokenEventAudience audience();
}
