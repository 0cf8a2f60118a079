/** Token requests to servers that others have written. */
@NullMarked
package io.reactortoken.interop;

import org.jspecify.annotations.NullMarked;
