/** A token from memory. */
@NullMarked
package io.reactortoken.benchmarks.hit;

import org.jspecify.annotations.NullMarked;
