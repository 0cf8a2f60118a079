/**
 * Finds a token endpoint by its issuer (RFC 8414). Shared by the packages of this library; no API, and may change at any
 * time.
 */
@NullMarked
package io.reactortoken.oauth2.internal.discovery;

import org.jspecify.annotations.NullMarked;
