/** The leak oracle O1 (requirements, section 0.3): no form of a secret or token in anything that a user can print. */
@NullMarked
package io.reactortoken.leaks;

import org.jspecify.annotations.NullMarked;
