/**
 * No API: what the two HTTP integrations share, and nobody else may use. It changes without notice, within a patch
 * release too. Public only because the integrations are modules of their own.
 *
 * <p>Knows tokens, and the words of HTTP; no HTTP library, and not how a token is obtained.
 */
@NullMarked
package io.reactortoken.internal;

import org.jspecify.annotations.NullMarked;
