package io.reactortoken.test;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;

/**
 * The socket below TLS. Closing it ends one direction only, so that a last alert arrives: to close a socket that has
 * unread bytes is a reset. And it can feed TLS with a forged record, which makes TLS send a fatal alert.
 */
final class TlsPipe extends Socket {

    /** Application data of 32 zeros, which no key has encrypted. */
    private static final byte[] FORGED = new byte[5 + 32];

    static {
        FORGED[0] = 23;
        FORGED[1] = 3;
        FORGED[2] = 3;
        FORGED[4] = 32;
    }

    private final Socket socket;
    private final SwitchedInput input;

    TlsPipe(Socket socket) throws IOException {
        this.socket = socket;
        this.input = new SwitchedInput(socket.getInputStream());
    }

    private static final class SwitchedInput extends FilterInputStream {
        private SwitchedInput(InputStream in) {
            super(in);
        }

        private void forge() {
            in = new ByteArrayInputStream(FORGED);
        }
    }

    void forgeRecord() {
        input.forge();
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return socket.getOutputStream();
    }

    @Override
    public synchronized void close() throws IOException {
        if (!socket.isClosed() && !socket.isOutputShutdown()) {
            socket.shutdownOutput();
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        close();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public boolean isClosed() {
        return socket.isClosed();
    }

    @Override
    public boolean isOutputShutdown() {
        return socket.isOutputShutdown();
    }

    @Override
    public InetAddress getInetAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getPort() {
        return socket.getPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return socket.getRemoteSocketAddress();
    }

    @Override
    public synchronized void setSoTimeout(int millis) throws SocketException {
        socket.setSoTimeout(millis);
    }

    @Override
    public synchronized int getSoTimeout() throws SocketException {
        return socket.getSoTimeout();
    }
}
