/**
 * Tests against a double of Vault that this library's own transport speaks to.
 */
@NullMarked
package io.reactortoken.secrets.vault;

import org.jspecify.annotations.NullMarked;
