/** Tests of what the HTTP integrations share. */
@NullMarked
package io.reactortoken.internal;

import org.jspecify.annotations.NullMarked;
