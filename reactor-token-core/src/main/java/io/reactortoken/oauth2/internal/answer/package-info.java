/**
 * Reads what a token endpoint answered. Shared by the packages of this library; no API, and may change at any time.
 */
@NullMarked
package io.reactortoken.oauth2.internal.answer;

import org.jspecify.annotations.NullMarked;
