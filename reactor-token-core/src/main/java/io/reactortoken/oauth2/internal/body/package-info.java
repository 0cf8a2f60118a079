/**
 * Reads the body of an answer under limits. Shared by the packages of this library; no API, and may change at any time.
 */
@NullMarked
package io.reactortoken.oauth2.internal.body;

import org.jspecify.annotations.NullMarked;
