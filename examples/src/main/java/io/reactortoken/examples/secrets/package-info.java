/** Where a client secret comes from, and how it is replaced: a recipe for each source. */
@NullMarked
package io.reactortoken.examples.secrets;

import org.jspecify.annotations.NullMarked;
