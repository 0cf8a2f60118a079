/**
 * What callers hold: a {@link io.reactortoken.TokenSource}, the {@link io.reactortoken.AccessToken} that it signals, the
 * cache between the two, and the {@link io.reactortoken.TokenException} family.
 *
 * <p>Nothing here knows OAuth or HTTP: a cache is handed a {@code Mono}.
 */
@NullMarked
package io.reactortoken;

import org.jspecify.annotations.NullMarked;
