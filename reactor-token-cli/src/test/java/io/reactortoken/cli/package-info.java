/** The command line, run in this process and in one of its own. */
@NullMarked
package io.reactortoken.cli;

import org.jspecify.annotations.NullMarked;
