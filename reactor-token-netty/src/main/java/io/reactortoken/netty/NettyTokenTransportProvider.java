package io.reactortoken.netty;

import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TokenTransportProvider;

/**
 * Offers Reactor Netty to token requests that were not given a transport.
 *
 * @since 0.1.0
 */
public final class NettyTokenTransportProvider implements TokenTransportProvider {

    /** Called by {@link java.util.ServiceLoader}. */
    public NettyTokenTransportProvider() {}

    /** One for all who ask: building one reads the trust store, and there may be a token request per tenant. */
    private static final class Shared {
        static final TokenTransport TRANSPORT = NettyTokenTransport.create();
    }

    /** {@return the one transport with the defaults; a connection for each request, so that there is nothing to close} */
    @Override
    public TokenTransport transport() {
        return Shared.TRANSPORT;
    }
}
