/** Calls over loopback. */
@NullMarked
package io.reactortoken.benchmarks.http;

import org.jspecify.annotations.NullMarked;
