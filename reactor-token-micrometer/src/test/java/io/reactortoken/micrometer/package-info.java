/** Tests of meters, observations, and of what is shipped to look at them. */
@NullMarked
package io.reactortoken.micrometer;

import org.jspecify.annotations.NullMarked;
