/**
 * So many requests at once and no more, for each authorization server. Shared by the packages of this library; no API,
 * and may change at any time.
 */
@NullMarked
package io.reactortoken.oauth2.internal.gate;

import org.jspecify.annotations.NullMarked;
