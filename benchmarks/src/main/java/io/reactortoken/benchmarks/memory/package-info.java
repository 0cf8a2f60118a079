/** What a cached tenant takes. */
@NullMarked
package io.reactortoken.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
