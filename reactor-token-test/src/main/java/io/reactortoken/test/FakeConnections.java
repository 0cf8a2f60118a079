package io.reactortoken.test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The port, the connections to it, and their threads. */
final class FakeConnections {

    private static final Duration JOIN = Duration.ofSeconds(10);

    private final ServerSocket port;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final FakeConnection.Server server;
    private final Thread acceptor;
    /** Guarded by this. */
    private final Map<Thread, Socket> open = new LinkedHashMap<>();
    /** Guarded by this. */
    private int accepted;

    private FakeConnections(ServerSocket port, @Nullable FakeTls tls, Function<FakeRequest, FakeAnswer> script) {
        this.port = port;
        this.server = new FakeConnection.Server(tls, tls == null ? null : tls.context(), stopped, script);
        this.acceptor = thread("accept", this::accept);
    }

    static FakeConnections open(@Nullable FakeTls tls, Function<FakeRequest, FakeAnswer> script) throws IOException {
        ServerSocket port = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        FakeConnections connections = new FakeConnections(port, tls, script);
        connections.acceptor.start();
        return connections;
    }

    private Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, "fake-authorization-server-" + port.getLocalPort() + "-" + name);
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        try {
            while (!port.isClosed()) {
                serve(port.accept());
            }
        } catch (IOException closed) {
            // by close()
        }
    }

    private synchronized void serve(Socket socket) throws IOException {
        if (stopped.getCount() == 0) {
            socket.close();
            return;
        }
        accepted++;
        FakeConnection connection = new FakeConnection(server, socket, accepted);
        Thread thread = thread(Integer.toString(accepted), () -> {
            try {
                connection.serve();
            } finally {
                ended(Thread.currentThread());
            }
        });
        open.put(thread, socket);
        thread.start();
    }

    private synchronized void ended(Thread thread) {
        open.remove(thread);
        notifyAll();
    }

    int port() {
        return port.getLocalPort();
    }

    synchronized int accepted() {
        return accepted;
    }

    synchronized void awaitNone(Duration bound) {
        long end = System.nanoTime() + bound.toNanos();
        while (!open.isEmpty()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError(open.size() + " connections are open after " + bound.toSeconds() + " s");
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while it waited for connections to end", interrupted);
            }
        }
    }

    void close() {
        Set<Thread> threads = new LinkedHashSet<>();
        threads.add(acceptor);
        synchronized (this) {
            stopped.countDown();
            threads.addAll(open.keySet());
            closeSockets();
        }
        for (Thread thread : threads) {
            join(thread);
        }
    }

    private void closeSockets() {
        try {
            port.close();
            for (Map.Entry<Thread, Socket> connection : open.entrySet()) {
                connection.getValue().close();
                connection.getKey().interrupt();
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("a socket cannot be closed", impossible);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(JOIN.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new IllegalStateException("a thread of the server does not end: " + thread.getName());
        }
    }
}
