package io.reactortoken.oauth2;

/**
 * How one key of {@link TokenSources} fared since it was last forgotten. What is served from memory is not counted: that
 * would cost each call a write that all threads share.
 *
 * @param attempts how often a token was asked for, retries and renewals included, also where nothing could be sent
 * @param failures how many of them brought none
 * @since 0.1.0
 */
public record KeyStats(int attempts, int failures) {}
