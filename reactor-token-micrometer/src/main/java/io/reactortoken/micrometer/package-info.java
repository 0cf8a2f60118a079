/**
 * Meters and observations of token requests, on Micrometer.
 */
@NullMarked
package io.reactortoken.micrometer;

import org.jspecify.annotations.NullMarked;
