package io.reactortoken.examples.server;

import java.security.SecureRandom;
import java.util.HexFormat;

/** The one client that the authorization server knows. A class and no record, because a record prints its secret. */
public final class LoopbackClient {

    private final String secret;

    public LoopbackClient() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        secret = HexFormat.of().formatHex(random);
    }

    public String id() {
        return "billing";
    }

    public String scope() {
        return "orders:read";
    }

    public String secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "LoopbackClient[" + id() + "]";
    }
}
