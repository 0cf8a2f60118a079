package io.reactortoken.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** What the JDK can tell of the way to a server. Every method blocks, and all but the name lookup for a bounded time. */
interface Network {

    static Network jdk() {
        return new JdkNetwork(null);
    }

    List<InetAddress> addresses(String host) throws UnknownHostException;

    /** Connects, and closes. */
    void connect(InetAddress address, int port, Duration timeout) throws IOException;

    /** Shakes hands and closes; nothing is sent beyond that. Does not throw: a refusal is part of what was seen. */
    Handshake handshake(String host, InetAddress address, int port, Duration timeout);
}
