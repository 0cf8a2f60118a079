package io.reactortoken.netty;

import java.time.Duration;

/** How long each step of a token request may take, and how large its answer may be. */
record TransportLimits(
        Duration connectTimeout,
        Duration handshakeTimeout,
        Duration responseTimeout,
        Duration deadline,
        int maxBody,
        int maxHeaders) {

    /** The smallest step that the timers below know, and the largest that they take. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int LEAST_HEADERS = 1024;
    private static final int MOST_HEADERS = 1024 * 1024;

    static final TransportLimits DEFAULTS = new TransportLimits(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            1024 * 1024,
            8 * 1024);

    TransportLimits withConnectTimeout(Duration value) {
        return new TransportLimits(value, handshakeTimeout, responseTimeout, deadline, maxBody, maxHeaders);
    }

    TransportLimits withHandshakeTimeout(Duration value) {
        return new TransportLimits(connectTimeout, value, responseTimeout, deadline, maxBody, maxHeaders);
    }

    TransportLimits withResponseTimeout(Duration value) {
        return new TransportLimits(connectTimeout, handshakeTimeout, value, deadline, maxBody, maxHeaders);
    }

    TransportLimits withDeadline(Duration value) {
        return new TransportLimits(connectTimeout, handshakeTimeout, responseTimeout, value, maxBody, maxHeaders);
    }

    TransportLimits withMaxBody(int value) {
        return new TransportLimits(connectTimeout, handshakeTimeout, responseTimeout, deadline, value, maxHeaders);
    }

    TransportLimits withMaxHeaders(int value) {
        return new TransportLimits(connectTimeout, handshakeTimeout, responseTimeout, deadline, maxBody, value);
    }

    String description() {
        return "connect " + connectTimeout.toMillis() + " ms, TLS handshake " + handshakeTimeout.toMillis()
                + " ms, silence " + responseTimeout.toMillis() + " ms, all of it " + deadline.toMillis() + " ms";
    }

    void check() {
        requireTime("connectTimeout", connectTimeout);
        requireTime("handshakeTimeout", handshakeTimeout);
        requireTime("responseTimeout", responseTimeout);
        requireTime("deadline", deadline);
        if (maxBody < 1) {
            throw NettyTokenTransportBuilder.refuse(
                    "maxBody is below 1 byte", "a token response is some 2 KiB; the default is 1 MiB");
        }
        if (maxHeaders < LEAST_HEADERS || maxHeaders > MOST_HEADERS) {
            throw NettyTokenTransportBuilder.refuse(
                    "maxHeaders is not within 1 KiB and 1 MiB: " + maxHeaders, "the default is 8 KiB");
        }
    }

    private static void requireTime(String name, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw NettyTokenTransportBuilder.refuse(
                    name + " is not within 1 ms and 1 h: " + value, "the defaults are 5, 10, 10 and 15 seconds");
        }
    }
}
