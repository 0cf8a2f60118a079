package io.reactortoken.chaos.proxy;

import java.util.Random;

/**
 * A fault that a proxy applies while it is switched on.
 *
 * @param kind what happens
 * @param direction to which bytes
 * @param share of the connections, from 0 to 1
 * @param seed decides which connections; the same ones for the same seed
 */
public record Fault(FaultKind kind, Direction direction, double share, long seed) {

    /** {@return a fault of every connection} */
    public static Fault ofAll(FaultKind kind, Direction direction) {
        return new Fault(kind, direction, 1, 0);
    }

    boolean strikes(long connection, Direction bytes) {
        return bytes == direction && new Random(seed * 31 + connection * 0x9E3779B97F4A7C15L).nextDouble() < share;
    }
}
