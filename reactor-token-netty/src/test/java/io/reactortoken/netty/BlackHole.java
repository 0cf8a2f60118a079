package io.reactortoken.netty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** A port whose queue is full: the kernel drops each further SYN, as a firewall does. */
final class BlackHole implements AutoCloseable {

    private static final int MOST = 64;
    private static final int PATIENCE_MILLIS = 200;

    private final ServerSocket port;
    private final List<Socket> queue = new ArrayList<>();

    private BlackHole(ServerSocket port) {
        this.port = port;
    }

    static BlackHole open() throws IOException {
        BlackHole hole = new BlackHole(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        for (int i = 0; i < MOST; i++) {
            if (!hole.queued()) {
                return hole;
            }
        }
        throw new IllegalStateException("the queue takes more than " + MOST + " connections");
    }

    private boolean queued() throws IOException {
        Socket waiting = new Socket();
        queue.add(waiting);
        try {
            waiting.connect(new InetSocketAddress(port.getInetAddress(), port.getLocalPort()), PATIENCE_MILLIS);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port.getLocalPort() + "/token");
    }

    @Override
    public void close() throws IOException {
        for (Socket waiting : queue) {
            waiting.close();
        }
        port.close();
    }
}
