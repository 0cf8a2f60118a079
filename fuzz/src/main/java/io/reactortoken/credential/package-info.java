/** For what is not visible elsewhere. */
@NullMarked
package io.reactortoken.credential;

import org.jspecify.annotations.NullMarked;
