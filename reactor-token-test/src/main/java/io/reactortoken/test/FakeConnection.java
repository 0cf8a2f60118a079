package io.reactortoken.test;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Serves one connection, on a thread of its own, until it ends. */
final class FakeConnection {

    /** What all connections of a server share. */
    record Server(
            @Nullable FakeTls tls,
            @Nullable SSLContext context,
            CountDownLatch stopped,
            Function<FakeRequest, FakeAnswer> script) {}

    private final Server server;
    private final Socket socket;
    private final int number;

    FakeConnection(Server server, Socket socket, int number) {
        this.server = server;
        this.socket = socket;
        this.number = number;
    }

    /** Ends when the client has closed, when an answer says so, or when the socket is closed from outside. */
    void serve() {
        try (Socket closing = socket) {
            closing.setTcpNoDelay(true);
            FakeTls tls = server.tls;
            if (tls == null || server.context == null) {
                exchange(Wire.plain(socket, server.stopped), null);
            } else if (tls.instead() != null) {
                insteadOfHandshake(tls.instead());
            } else {
                secure(tls, server.context);
            }
        } catch (IOException clientIsGone) {
            // what a client does to a connection is for its own test to see
        }
    }

    private void insteadOfHandshake(FakeAnswer answer) throws IOException {
        if (socket.getInputStream().read(new byte[16 * 1024]) > 0) {
            Wire wire = Wire.plain(socket, server.stopped);
            wire.send(answer);
            wire.drain();
        }
    }

    private void secure(FakeTls tls, SSLContext context) throws IOException {
        TlsPipe pipe = new TlsPipe(socket);
        SSLSocket secured = tls.serverSide(context, pipe);
        Wire wire = Wire.tls(socket, pipe, secured, server.stopped);
        try {
            secured.startHandshake();
        } catch (IOException refused) {
            pipe.close();
            wire.drain();
            throw refused;
        }
        exchange(wire, clientCertificate(secured));
    }

    private static @Nullable X509Certificate clientCertificate(SSLSocket secured) {
        try {
            return (X509Certificate) secured.getSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException none) {
            return null;
        }
    }

    private void exchange(Wire wire, @Nullable X509Certificate certificate) throws IOException {
        InputStream in = new BufferedInputStream(wire.input());
        HttpReader reader = new HttpReader(in);
        FakeRequest.Peer peer = new FakeRequest.Peer(number, certificate);
        boolean open = true;
        while (open) {
            FakeRequest request = reader.next(peer);
            if (request == null) {
                return;
            }
            FakeAnswer answer = server.script.apply(request);
            boolean last = request.header("Connection").orElse("").equalsIgnoreCase("close");
            if (last && answer.delivery().ending() == FakeAnswer.Ending.KEEP) {
                answer = answer.ending(FakeAnswer.Ending.CLOSE);
            }
            open = wire.send(answer);
        }
    }
}
