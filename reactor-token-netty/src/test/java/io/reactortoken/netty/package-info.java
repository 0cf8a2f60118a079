/** Tests of the transport and of authorization, on loopback. */
@NullMarked
package io.reactortoken.netty;

import org.jspecify.annotations.NullMarked;
