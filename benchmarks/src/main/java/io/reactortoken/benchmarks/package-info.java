/** What things cost, each beside the same thing done by Reactor alone and by other libraries, in one run. */
@NullMarked
package io.reactortoken.benchmarks;

import org.jspecify.annotations.NullMarked;
