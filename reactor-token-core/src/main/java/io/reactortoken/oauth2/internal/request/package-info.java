/**
 * Puts a token request together. Shared by the packages of this library; no API, and may change at any time.
 */
@NullMarked
package io.reactortoken.oauth2.internal.request;

import org.jspecify.annotations.NullMarked;
