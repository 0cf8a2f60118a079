/** A proxy below TLS that does to connections what networks do. */
@NullMarked
package io.reactortoken.chaos.proxy;

import org.jspecify.annotations.NullMarked;
