package io.reactortoken.netty;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.Disposable;

/**
 * The client certificate that is shown now, and those who must know when it is replaced.
 *
 * <p>Tokens are bound to the certificate with which they were asked for (RFC 8705 section 3), so that a new one means new
 * connections and new tokens. In this order {@link #rotate} does that: the transports take the new certificate, with new
 * connections; then the listeners run, of which one evicts the tokens that are held:
 *
 * <pre>{@code
 * var certificate = RotatingCertificate.of(ClientCertificate.pem(chain, key));
 * var transport = NettyTokenTransport.builder().clientCertificate(certificate).build();
 * var tokens = OAuth2.clientCredentials(..)...transport(transport).cache();
 * certificate.onRotation(tokens::evict);
 * }</pre>
 *
 * <p>A token request that runs meanwhile ends on its old connection, and its answer is not used: the request is made
 * once more with the new certificate. Without the listener a held token is used until the API refuses it, which is
 * answered by a new one (R8705-05).
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class RotatingCertificate {

    private final List<Runnable> transports = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    private volatile ClientCertificate current;

    private RotatingCertificate(ClientCertificate first) {
        this.current = first;
    }

    /**
     * Starts with a certificate.
     *
     * @param first shown until {@link #rotate}
     * @return a certificate that can be replaced
     */
    public static RotatingCertificate of(ClientCertificate first) {
        return new RotatingCertificate(requireNonNull(first, "first"));
    }

    /** {@return the certificate that is shown now} */
    public ClientCertificate current() {
        return current;
    }

    /**
     * Replaces the certificate, and runs the listeners, on the calling thread. Sets up TLS, which takes a moment: not to
     * be called on an event loop.
     *
     * @param next shown from now on
     * @throws RuntimeException what the first listener threw that did; the others have run all the same
     */
    public void rotate(ClientCertificate next) {
        current = requireNonNull(next, "next");
        List<Runnable> all = new ArrayList<>(transports);
        all.addAll(listeners);
        List<RuntimeException> thrown = new ArrayList<>();
        for (Runnable listener : all) {
            try {
                listener.run();
            } catch (RuntimeException error) {
                thrown.add(error);
            }
        }
        if (!thrown.isEmpty()) {
            RuntimeException first = thrown.get(0);
            thrown.stream().skip(1).forEach(first::addSuppressed);
            throw first;
        }
    }

    /**
     * Adds a listener, for instance one that evicts tokens.
     *
     * @param listener runs after each {@link #rotate}, when the transports have the new certificate
     * @return removes the listener
     */
    public Disposable onRotation(Runnable listener) {
        requireNonNull(listener, "listener");
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** The same for a transport, which comes before every listener. */
    Disposable onRotationFirst(Runnable transport) {
        transports.add(transport);
        return () -> transports.remove(transport);
    }

    /** Tells subject, issuer and when it expires. */
    @Override
    public String toString() {
        return "RotatingCertificate[" + current + "]";
    }
}
