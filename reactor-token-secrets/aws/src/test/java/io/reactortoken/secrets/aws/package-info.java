/**
 * Tests against a double of AWS Secrets Manager that the real SDK client speaks to.
 */
@NullMarked
package io.reactortoken.secrets.aws;

import org.jspecify.annotations.NullMarked;
