package io.reactortoken.transport;

/**
 * Offers a transport to token requests that were not given one; found by {@link java.util.ServiceLoader}.
 *
 * @since 0.1.0
 */
public interface TokenTransportProvider {

    /**
     * Returns the transport with its defaults.
     *
     * @return a transport that owns nothing which must be closed
     */
    TokenTransport transport();
}
