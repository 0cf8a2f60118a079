/**
 * Spring WebClient: authorization with one replay after a 401, as an {@code ExchangeFilterFunction}; on any connector.
 *
 * <p>A filter sees neither the hops of a redirect nor a connection pool. Where the connector is Reactor Netty,
 * {@code TokenAuth} of reactor-token-netty under the WebClient is the stronger choice.
 */
@NullMarked
package io.reactortoken.webflux;

import org.jspecify.annotations.NullMarked;
