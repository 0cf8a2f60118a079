/**
 * Tests against a double of Azure Key Vault that the real SDK client speaks to.
 */
@NullMarked
package io.reactortoken.secrets.azure;

import org.jspecify.annotations.NullMarked;
