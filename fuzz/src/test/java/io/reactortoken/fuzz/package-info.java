/** The short run. */
@NullMarked
package io.reactortoken.fuzz;

import org.jspecify.annotations.NullMarked;
