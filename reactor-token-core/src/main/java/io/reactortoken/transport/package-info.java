/**
 * The SPI between a token request and whatever carries it: one bounded request, one bounded response.
 */
@NullMarked
package io.reactortoken.transport;

import org.jspecify.annotations.NullMarked;
