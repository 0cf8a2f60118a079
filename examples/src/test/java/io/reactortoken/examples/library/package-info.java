/** The README against the sources. */
@NullMarked
package io.reactortoken.examples.library;

import org.jspecify.annotations.NullMarked;
