/**
 * Finds out why there is no token, or why an API refuses it: a report for people and for programs.
 *
 * <p>Above every other package of this module; nobody may import it.
 */
@NullMarked
package io.reactortoken.doctor;

import org.jspecify.annotations.NullMarked;
