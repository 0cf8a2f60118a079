/** The README against the sources. */
@NullMarked
package io.reactortoken.examples.readme;

import org.jspecify.annotations.NullMarked;
