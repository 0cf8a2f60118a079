/** Tests of the filter, on loopback. */
@NullMarked
package io.reactortoken.webflux;

import org.jspecify.annotations.NullMarked;
