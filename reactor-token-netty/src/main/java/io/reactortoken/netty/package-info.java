/**
 * Reactor Netty: the transport of token requests, and the authorization of an {@code HttpClient} with one replay after
 * a 401.
 *
 * <p>The two share nothing: a token request never uses the client that it authorizes.
 */
@NullMarked
package io.reactortoken.netty;

import org.jspecify.annotations.NullMarked;
