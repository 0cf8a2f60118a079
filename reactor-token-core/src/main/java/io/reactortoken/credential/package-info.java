/**
 * Client secrets, and where they come from.
 */
@NullMarked
package io.reactortoken.credential;

import org.jspecify.annotations.NullMarked;
