package io.reactortoken.netty;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** A port that resets each connection as soon as it is made, before a byte is read. */
final class ResettingPort implements AutoCloseable {

    private final ServerSocket port;
    private final AtomicInteger accepted = new AtomicInteger();
    private final Thread acceptor;

    private ResettingPort(ServerSocket port) {
        this.port = port;
        this.acceptor = new Thread(this::accept, "resetting-port");
    }

    static ResettingPort open() throws IOException {
        ResettingPort opened = new ResettingPort(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()));
        opened.acceptor.start();
        return opened;
    }

    private void accept() {
        try {
            while (!port.isClosed()) {
                Socket socket = port.accept();
                accepted.incrementAndGet();
                socket.setSoLinger(true, 0);
                socket.close();
            }
        } catch (IOException closed) {
            // by close()
        }
    }

    int accepted() {
        return accepted.get();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port.getLocalPort() + "/token");
    }

    @Override
    public void close() throws IOException {
        port.close();
        try {
            acceptor.join(Rows.BOUND.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
