package io.reactortoken.netty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy on loopback that does what it is asked: CONNECT, SOCKS 4a and SOCKS 5. Every name leads to loopback. */
final class FakeProxy implements AutoCloseable {

    /** One line per tunnel: how, where to, and who asked. */
    final List<String> log = new CopyOnWriteArrayList<>();

    private final ServerSocket port;
    private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    private FakeProxy(ServerSocket port) {
        this.port = port;
    }

    static FakeProxy open() throws IOException {
        FakeProxy proxy = new FakeProxy(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()));
        proxy.start(proxy::accept);
        return proxy;
    }

    int port() {
        return port.getLocalPort();
    }

    private interface Task {
        void run() throws IOException;
    }

    private void start(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException closed) {
                        // by either side, or by close()
                    }
                },
                "fake-proxy-" + port());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void accept() throws IOException {
        while (!port.isClosed()) {
            Socket client = port.accept();
            sockets.add(client);
            start(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException {
        PushbackInputStream in = new PushbackInputStream(client.getInputStream());
        OutputStream out = client.getOutputStream();
        int first = in.read();
        if (first == 5) {
            relay(in, client, socks5(in, out));
        } else if (first == 4) {
            relay(in, client, socks4(in, out));
        } else if (first >= 0) {
            in.unread(first);
            relay(in, client, connect(in, out));
        }
    }

    private int connect(InputStream in, OutputStream out) throws IOException {
        String target = line(in).split(" ", 3)[1];
        String authorization = "-";
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            authorization = header.startsWith("proxy-authorization:")
                    ? header.substring(20).strip()
                    : authorization;
        }
        log.add("CONNECT " + target + " " + authorization);
        out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
        return Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
            line.append((char) next);
        }
        String text = line.toString().strip();
        return text.startsWith("CONNECT")
                ? text
                : text.replaceFirst("^(?i)proxy-authorization:", "proxy-authorization:");
    }

    /** RFC 1928, and RFC 1929 if the client offers it. */
    private int socks5(InputStream in, OutputStream out) throws IOException {
        String methods = text(in, in.read());
        String login = "-";
        if (methods.indexOf(2) >= 0) {
            out.write(new byte[] {5, 2});
            in.read();
            login = text(in, in.read()) + "/" + text(in, in.read());
            out.write(new byte[] {1, 0});
        } else {
            out.write(new byte[] {5, 0});
        }
        in.readNBytes(3);
        int kind = in.read();
        String host = kind == 3
                ? text(in, in.read())
                : InetAddress.getByAddress(in.readNBytes(4)).getHostAddress();
        int target = (in.read() << 8) | in.read();
        log.add("SOCKS5 " + host + ":" + target + " " + login);
        out.write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        return target;
    }

    private int socks4(InputStream in, OutputStream out) throws IOException {
        in.read();
        int target = (in.read() << 8) | in.read();
        byte[] address = in.readNBytes(4);
        String user = terminated(in);
        boolean byName = address[0] == 0 && address[1] == 0 && address[2] == 0 && address[3] != 0;
        String host =
                byName ? terminated(in) : InetAddress.getByAddress(address).getHostAddress();
        log.add("SOCKS4 " + host + ":" + target + " " + (user.isEmpty() ? "-" : user));
        out.write(new byte[] {0, 90, 0, 0, 0, 0, 0, 0});
        return target;
    }

    private static String text(InputStream in, int length) throws IOException {
        return new String(in.readNBytes(length), ISO_8859_1);
    }

    private static String terminated(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int next = in.read(); next > 0; next = in.read()) {
            text.append((char) next);
        }
        return text.toString();
    }

    private void relay(InputStream fromClient, Socket client, int target) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(server);
        start(() -> {
            server.getInputStream().transferTo(client.getOutputStream());
            client.close();
        });
        fromClient.transferTo(server.getOutputStream());
        server.close();
    }

    @Override
    public void close() throws IOException {
        port.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        for (Thread thread : threads) {
            try {
                thread.join(Rows.BOUND.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
