package io.reactortoken.transport;

import java.net.URI;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * Carries one request to an authorization server and brings back its answer: a token request, or one for its metadata.
 *
 * <p>An implementation sends the headers of the request, those that HTTP needs to carry it ({@code Host},
 * {@code Content-Length}, {@code Connection}), and a {@code User-Agent} that tells no more than which library asks: RFC
 * 9110 section 10.1.5 wants one, and firewalls refuse requests without. It follows no redirect, keeps no cookie, checks
 * the certificate and the host name, bounds the size of the answer and the time it may take, and never logs a request or
 * a response.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TokenTransport {

    /**
     * Sends a request, by the method that it names. A transport that undoes a {@code Content-Encoding} takes the header
     * away.
     *
     * <p>Cold: each subscription sends the request once.
     * <p>Signals the whole response, whatever its status, or an {@link io.reactortoken.TokenTransportException} when
     * there was none, or an {@link io.reactortoken.TokenResponseException} when it was too large. Never empty.
     * <p>Cancelling closes the connection, or resets the stream.
     * <p>Signals arrive on the transport's thread.
     *
     * @param request what to send
     * @return a mono of the answer
     */
    Mono<TransportResponse> exchange(TransportRequest request);

    /**
     * Tells how it would carry a request, for a diagnosis. By default nothing is known.
     *
     * @param uri where the request would go
     * @return names and values, for people and without a credential: {@code proxy} is {@code none}, or host and port;
     *     {@code trust} says whose certificates are trusted; {@code timeouts} says what it waits for, and how long
     */
    default Map<String, String> facts(URI uri) {
        return Map.of();
    }
}
