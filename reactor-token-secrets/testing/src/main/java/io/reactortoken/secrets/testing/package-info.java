/**
 * What the tests of the three stores share: a server for their doubles, and the leak oracle.
 */
@NullMarked
package io.reactortoken.secrets.testing;

import org.jspecify.annotations.NullMarked;
