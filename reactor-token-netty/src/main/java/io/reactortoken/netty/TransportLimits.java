package io.reactortoken.netty;

import java.time.Duration;

/** How long each step of a token request may take, and how large its answer may be. */
record TransportLimits(
        Duration connectTimeout, Duration handshakeTimeout, Duration responseTimeout, Duration deadline, int maxBody) {

    static final TransportLimits DEFAULTS = new TransportLimits(
            Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(15), 1024 * 1024);

    TransportLimits withConnectTimeout(Duration value) {
        return new TransportLimits(value, handshakeTimeout, responseTimeout, deadline, maxBody);
    }

    TransportLimits withHandshakeTimeout(Duration value) {
        return new TransportLimits(connectTimeout, value, responseTimeout, deadline, maxBody);
    }

    TransportLimits withResponseTimeout(Duration value) {
        return new TransportLimits(connectTimeout, handshakeTimeout, value, deadline, maxBody);
    }

    TransportLimits withDeadline(Duration value) {
        return new TransportLimits(connectTimeout, handshakeTimeout, responseTimeout, value, maxBody);
    }

    TransportLimits withMaxBody(int value) {
        return new TransportLimits(connectTimeout, handshakeTimeout, responseTimeout, deadline, value);
    }
}
