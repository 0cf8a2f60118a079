/** What things cost, each beside the same thing done with Reactor alone, in one run. */
@NullMarked
package io.reactortoken.benchmarks;

import org.jspecify.annotations.NullMarked;
