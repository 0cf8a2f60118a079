package io.reactortoken.test;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A token endpoint on the loopback address that answers as a test says, over HTTP/1.1, with or without TLS. It can do
 * what no real server does: answer a byte per second, end a connection halfway, or answer twice.
 *
 * <pre>{@code
 * try (var server = FakeAuthorizationServer.start()) {
 *     var tokens = OAuth2.clientCredentials(server.tokenUri()).allowPlaintext()...cache();
 *     server.answer(FakeAnswer.status(503), FakeAnswer.token("second try"));
 * }
 * }</pre>
 *
 * <p>What was not scripted is granted: the tokens are {@code t1}, {@code t2} and so on, and live for an hour.
 *
 * <p>Thread-safe. It has a thread that accepts, and one for each connection, all of them daemons; {@link #close()} ends
 * them. With JUnit, a field annotated {@code @AutoClose} is closed after each test.
 *
 * @since 0.1.0
 */
public final class FakeAuthorizationServer implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(10);

    private final Queue<FakeAnswer> script = new ConcurrentLinkedQueue<>();
    private final List<FakeRequest> requests = new CopyOnWriteArrayList<>();
    private final BlockingQueue<FakeRequest> untaken = new LinkedBlockingQueue<>();
    private final AtomicInteger granted = new AtomicInteger();
    private final FakeConnections connections;
    private final @Nullable FakeTls tls;
    private final @Nullable TestAuthority authority;

    private volatile Function<FakeRequest, FakeAnswer> unscripted =
            request -> FakeAnswer.token("t" + granted.incrementAndGet());

    private FakeAuthorizationServer(@Nullable FakeTls tls, @Nullable TestAuthority authority) throws IOException {
        this.tls = tls;
        this.authority = authority;
        this.connections = FakeConnections.open(tls, this::next);
    }

    /** {@return a server without TLS, on a port of its own; the token request needs {@code allowPlaintext()}} */
    public static FakeAuthorizationServer start() {
        return start(null, null);
    }

    /** {@return a server with TLS, for 127.0.0.1 and localhost, which clients trust by {@link #authority()}} */
    public static FakeAuthorizationServer startTls() {
        TestAuthority authority = TestAuthority.create();
        return start(FakeTls.presenting(authority.issue("localhost", "127.0.0.1")), authority);
    }

    /**
     * Starts a server with TLS of some kind.
     *
     * @param tls what it shows, what it demands, or how it fails
     * @return a server on a port of its own
     */
    public static FakeAuthorizationServer start(FakeTls tls) {
        return start(requireNonNull(tls, "tls"), null);
    }

    private static FakeAuthorizationServer start(@Nullable FakeTls tls, @Nullable TestAuthority authority) {
        try {
            return new FakeAuthorizationServer(tls, authority);
        } catch (IOException noPort) {
            throw new IllegalStateException("there is no port on " + InetAddress.getLoopbackAddress(), noPort);
        }
    }

    private FakeAnswer next(FakeRequest request) {
        requests.add(request);
        untaken.add(request);
        FakeAnswer scripted = script.poll();
        return scripted == null ? unscripted(request) : scripted;
    }

    private FakeAnswer unscripted(FakeRequest request) {
        try {
            return requireNonNull(unscripted.apply(request), "answer");
        } catch (RuntimeException | AssertionError scriptFailed) {
            return FakeAnswer.json(500, "the test's own script failed: " + scriptFailed);
        }
    }

    /**
     * Scripts the answers to the next requests.
     *
     * @param next one for each request, in this order
     * @return this
     */
    public FakeAuthorizationServer answer(FakeAnswer... next) {
        script.addAll(List.of(next));
        return this;
    }

    /**
     * Says what is answered when the script is at its end. Default: a new token each time.
     *
     * @param answer from a request to its answer; called on the thread of its connection, maybe on several at once. What
     *     it throws is answered with status 500
     * @return this
     */
    public FakeAuthorizationServer otherwise(Function<FakeRequest, FakeAnswer> answer) {
        unscripted = requireNonNull(answer, "answer");
        return this;
    }

    /** {@return the token endpoint: {@code http} or {@code https}, the loopback address, a path} */
    public URI tokenUri() {
        return uri("/oauth2/token");
    }

    /**
     * Returns another address of this server. It answers on every path.
     *
     * @param target path and query
     * @return an absolute URI
     */
    public URI uri(String target) {
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        return URI.create((tls == null ? "http://" : "https://") + host + ":" + port() + target);
    }

    /** {@return the port} */
    public int port() {
        return connections.port();
    }

    /**
     * Returns what clients have to trust.
     *
     * @return the authority that has signed the server's certificate
     * @throws IllegalStateException if this server was not started by {@link #startTls()}
     */
    public X509Certificate authority() {
        if (authority == null) {
            throw new IllegalStateException("only startTls() has an authority of its own");
        }
        return authority.certificate();
    }

    /** {@return every request so far, answered or not} */
    public List<FakeRequest> requests() {
        return List.copyOf(requests);
    }

    /**
     * Returns the request of a test that makes one.
     *
     * @return the only request so far
     * @throws AssertionError if there were none, or more
     */
    public FakeRequest onlyRequest() {
        List<FakeRequest> all = requests();
        if (all.size() != 1) {
            throw new AssertionError("one request was expected, there were " + all.size() + ": " + all);
        }
        return all.get(0);
    }

    /**
     * Waits for a request, at most 10 s.
     *
     * @return the first one that no earlier call has returned
     * @throws AssertionError if there is none in time
     */
    public FakeRequest awaitRequest() {
        try {
            FakeRequest next = untaken.poll(BOUND.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError("no request within " + BOUND.toSeconds() + " s");
            }
            return next;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while it waited for a request", interrupted);
        }
    }

    /** {@return how many connections have been accepted so far} */
    public int connections() {
        return connections.accepted();
    }

    /**
     * Waits until no connection is open, at most 10 s.
     *
     * @throws AssertionError if one is open for longer
     */
    public void awaitNoConnection() {
        connections.awaitNone(BOUND);
    }

    /** Closes the port and every connection, and waits until its threads have ended. */
    @Override
    public void close() {
        connections.close();
    }

    /** Tells where it is. */
    @Override
    public String toString() {
        return "FakeAuthorizationServer[" + uri("") + "]";
    }
}
