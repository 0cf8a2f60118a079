package io.reactortoken.doctor;

import java.util.Locale;

/**
 * Something that is wrong, and what to do about it. Its texts hold no secret and no token.
 *
 * @param hint the id of the hint, as errors show it: {@code H-CLIENT}
 * @param evidence what was seen
 * @param nextStep what to check, or to do, first
 * @param anchor where the documentation explains it: {@code docs/errors.md#h-client}
 * @since 0.1.0
 */
public record Finding(String hint, String evidence, String nextStep, String anchor) {

    private static final String PAGE = "docs/errors.md#";

    static Finding of(String hint, String evidence, String nextStep) {
        return new Finding(hint, Words.clean(evidence), Words.clean(nextStep), PAGE + hint.toLowerCase(Locale.ROOT));
    }
}
