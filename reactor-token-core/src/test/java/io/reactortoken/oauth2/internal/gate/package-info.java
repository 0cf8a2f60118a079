/** The gates, without a registry around them. */
@NullMarked
package io.reactortoken.oauth2.internal.gate;

import org.jspecify.annotations.NullMarked;
