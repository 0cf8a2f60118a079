package io.reactortoken.chaos.proxy;

/** Which bytes of a connection. */
public enum Direction {
    /** From the client. */
    UP,
    /** From the server. */
    DOWN
}
