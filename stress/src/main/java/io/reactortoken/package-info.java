/** The races of the cache, in its own package, because what races is package-private. */
@NullMarked
package io.reactortoken;

import org.jspecify.annotations.NullMarked;
