/** What Jazzer calls: each target takes any bytes, and throws nothing unless it has found something. */
@NullMarked
package io.reactortoken.fuzz;

import org.jspecify.annotations.NullMarked;
