/**
 * What happened: events, who is told of them, and the log.
 *
 * <p>Knows nothing of the cache, of OAuth or of HTTP, and no token: an event is names, numbers and times.
 */
@NullMarked
package io.reactortoken.event;

import org.jspecify.annotations.NullMarked;
