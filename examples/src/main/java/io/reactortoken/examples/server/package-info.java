/**
 * A real authorization server and a real API on loopback, for the examples to talk to.
 */
@NullMarked
package io.reactortoken.examples.server;

import org.jspecify.annotations.NullMarked;
