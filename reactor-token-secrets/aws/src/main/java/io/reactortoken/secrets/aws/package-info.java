/**
 * Client secrets from AWS Secrets Manager.
 */
@NullMarked
package io.reactortoken.secrets.aws;

import org.jspecify.annotations.NullMarked;
