/** The command line: {@code token}, {@code call} and {@code doctor}. No API; what counts is what it prints and returns. */
@NullMarked
package io.reactortoken.cli;

import org.jspecify.annotations.NullMarked;
