/**
 * Client secrets from HashiCorp Vault, and from what speaks its HTTP API.
 */
@NullMarked
package io.reactortoken.secrets.vault;

import org.jspecify.annotations.NullMarked;
