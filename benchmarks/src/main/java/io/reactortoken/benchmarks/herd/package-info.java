/** Many callers at once, or all the time. */
@NullMarked
package io.reactortoken.benchmarks.herd;

import org.jspecify.annotations.NullMarked;
