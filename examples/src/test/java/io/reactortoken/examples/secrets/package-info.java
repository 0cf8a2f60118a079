/** The recipes for secrets, run. */
@NullMarked
package io.reactortoken.examples.secrets;

import org.jspecify.annotations.NullMarked;
