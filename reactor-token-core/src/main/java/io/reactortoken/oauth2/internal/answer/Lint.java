package io.reactortoken.oauth2.internal.answer;

/**
 * Something odd about an answer that is used all the same.
 *
 * @param id stable
 * @param text what, and what to check; ASCII, one line, nothing secret
 * @param actionable whether somebody should act
 * @since 0.1.0
 */
public record Lint(String id, String text, boolean actionable) {}
