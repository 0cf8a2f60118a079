/**
 * How a client proves who it is at the token endpoint (RFC 6749 section 2.3).
 */
@NullMarked
package io.reactortoken.oauth2.auth;

import org.jspecify.annotations.NullMarked;
