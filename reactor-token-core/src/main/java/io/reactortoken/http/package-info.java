/**
 * What HTTP says about tokens: the challenges of a response.
 *
 * <p>Knows nothing of how a token is obtained or sent, and no HTTP library.
 */
@NullMarked
package io.reactortoken.http;

import org.jspecify.annotations.NullMarked;
