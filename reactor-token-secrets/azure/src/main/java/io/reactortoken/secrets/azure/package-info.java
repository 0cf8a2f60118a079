/**
 * Client secrets from Azure Key Vault.
 */
@NullMarked
package io.reactortoken.secrets.azure;

import org.jspecify.annotations.NullMarked;
