package io.reactortoken.doctor;

import io.reactortoken.credential.Secret;
import io.reactortoken.oauth2.internal.request.FormParameters;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a secret looks like, without a run of its characters (D-02).
 *
 * @param version what its store calls it; empty if it has no name for it
 * @param length in characters
 * @param classes how many of each sort
 * @param trimmed what its source cut off its edges, as code points; empty if nothing
 * @param edges white space that is still at its edges, as code points; empty if there is none
 * @param changed which characters form encoding changes, each once and in the order of the alphabet; empty if none
 * @param fingerprint equal for equal secrets within this process, and no other
 * @param comparable equal for equal secrets everywhere; empty unless it was asked for
 */
record SecretLook(
        String version,
        int length,
        String classes,
        String trimmed,
        String edges,
        String changed,
        String fingerprint,
        String comparable) {

    private static final int MOST_SHOWN = 6;

    static SecretLook of(Secret secret, boolean comparable) {
        String text = secret.reveal();
        return new SecretLook(
                Words.clean(secret.version()),
                text.codePointCount(0, text.length()),
                classes(text),
                secret.edges(),
                edges(text),
                changed(text),
                Fingerprint.ofThisProcess(text),
                comparable ? Fingerprint.comparable(text) : "");
    }

    private static String classes(String text) {
        return "letters " + count(text, Character::isLetter) + ", digits " + count(text, Character::isDigit)
                + ", others " + count(text, c -> !Character.isLetterOrDigit(c)) + "; beyond ASCII "
                + count(text, c -> c > 0x7e);
    }

    private static long count(String text, IntPredicate sort) {
        return text.codePoints().filter(sort).count();
    }

    /** A source trims; what a program hands over is sent as it is. */
    private static String edges(String text) {
        int[] points = text.codePoints().toArray();
        int start = 0;
        while (start < points.length && isBlank(points[start])) {
            start++;
        }
        int end = points.length;
        while (end > start && isBlank(points[end - 1])) {
            end--;
        }
        return IntStream.concat(IntStream.range(0, start), IntStream.range(end, points.length))
                .limit(MOST_SHOWN)
                .mapToObj(index -> String.format("U+%04X", points[index]))
                .collect(Collectors.joining(" "));
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT;
    }

    private static String changed(String text) {
        return text.codePoints()
                .filter(c -> !FormParameters.encode(Character.toString(c)).equals(Character.toString(c)))
                .distinct()
                .sorted()
                .limit(MOST_SHOWN)
                .mapToObj(c -> c > ' ' && c < 0x7f ? Character.toString(c) : String.format("U+%04X", c))
                .collect(Collectors.joining(" "));
    }
}
