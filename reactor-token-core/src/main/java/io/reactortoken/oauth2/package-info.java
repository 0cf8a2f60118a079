/**
 * The usual way in: {@link io.reactortoken.oauth2.OAuth2} builds a token request, and a token request is a source.
 */
@NullMarked
package io.reactortoken.oauth2;

import org.jspecify.annotations.NullMarked;
