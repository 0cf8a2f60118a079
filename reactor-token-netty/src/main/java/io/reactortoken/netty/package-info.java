/** Placeholder. */
@org.jspecify.annotations.NullMarked
package io.reactortoken.netty;
