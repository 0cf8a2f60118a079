package io.reactortoken;

import io.reactortoken.TokenFailure.Code;

/** The message rule MSG: one line of ASCII, at most 1 KiB; see {@link TokenFailure#message()}. */
final class FailureMessage {

    /** Together with names, numbers and punctuation a message has at most 1 KiB. */
    static final int LONGEST_WHAT = 360;

    static final int LONGEST_HINT = 240;
    private static final int LONGEST_ID = 64;

    private final StringBuilder line = new StringBuilder();
    private boolean detailed;

    private FailureMessage() {}

    static String of(Code code, String what, FailurePlace place, FailureAnswer answer, FailureAdvice advice) {
        FailureMessage message = new FailureMessage();
        message.line.append(code.label()).append(' ').append(what);
        message.detail("client=", place.client());
        message.detail("as=", place.origin());
        message.detail("status=", answer.status() == 0 ? "" : Integer.toString(answer.status()));
        message.detail("attempt=", place.attempt() == 0 ? "" : place.attempt() + "/" + place.attempts());
        message.detail("id=", clean(answer.id(), LONGEST_ID));
        return message.end(advice);
    }

    private void detail(String key, String value) {
        if (!value.isEmpty()) {
            line.append(detailed ? ", " : " (").append(key).append(value);
            detailed = true;
        }
    }

    private String end(FailureAdvice advice) {
        if (detailed) {
            line.append(')');
        }
        if (!advice.hintId().isEmpty()) {
            line.append(" - ").append(advice.hint()).append(" [");
            line.append(advice.hintId()).append(']');
        }
        return line.toString();
    }

    static String clean(String text, int limit) {
        StringBuilder ascii = new StringBuilder();
        text.chars().limit(limit).forEach(c -> ascii.append(c >= ' ' && c < 0x7f ? (char) c : '?'));
        return ascii.toString();
    }
}
