/** The libraries that are compared, each used as its documentation says, over one counting endpoint. */
@NullMarked
package io.reactortoken.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
