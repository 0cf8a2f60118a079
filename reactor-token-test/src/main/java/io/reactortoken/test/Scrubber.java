package io.reactortoken.test;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes credentials out of recorded traffic, before it becomes a fixture: what a proxy, a mock server or a browser has
 * written down as text. Real tokens in a repository are found by others.
 *
 * <p>It takes out by itself: what follows {@code Bearer}, {@code Basic} and {@code DPoP}; the values of cookies and of the
 * members and form parameters in which OAuth has secrets and tokens, also where JSON stands in a JSON string; and each
 * JWT. What only its owner knows to be secret must be given to {@link #secret}.
 *
 * <p>It does not look into what is compressed, encrypted or Base64 of a whole body, but for secrets that were given. What
 * it has made must be read before it is committed.
 *
 * <p>Immutable: every call returns a new value.
 *
 * @since 0.1.0
 */
public final class Scrubber {

    /** What stands in the place of each credential. */
    public static final String MARK = "[scrubbed]";

    private static final int SHORTEST = 4;

    private static final String NAMES = "access_token|refresh_token|id_token|subject_token|actor_token|client_secret"
            + "|client_assertion|assertion|code_verifier|device_code|password|registration_access_token";
    /** The parameters of a challenge, which looks like a credential and is none. */
    private static final String CHALLENGE = "(?!(?:realm|scope|error|error_description|error_uri|resource_metadata"
            + "|algs|charset|max_age|acr_values)=)";

    /** In each, the first group stays. */
    private static final List<Pattern> CREDENTIALS = List.of(
            Pattern.compile("(?i)(\\b(?:bearer|basic|dpop) +)" + CHALLENGE + "[A-Za-z0-9._~+/=|:-]{4,}"),
            // headers as text, in JSON, and as recorders match them: {"equalTo": ".."}
            Pattern.compile("(?i)(\\b(?:set-)?cookie[^\\w\\r\\n\\[:,]{0,3}[:,][^\\w\\r\\n\\[]{0,6}+"
                    + "(?:(?:equalTo|value)[^\\w\\r\\n\\[]{1,8}+)?+)(?!\\[)[^\"\\\\\\r\\n]+"),
            Pattern.compile("(?i)(\\b(?:set-)?cookie\"\\s*:\\s*\\[\\s*\")[^\\]]+(?=\"\\s*\\])"),
            Pattern.compile("(\"(?:" + NAMES + ")\"\\s*:\\s*\")(?:[^\"\\\\]++|\\\\.)*+"),
            // JSON in a JSON string, however often
            Pattern.compile("(?m)((\\\\+)\"(?:" + NAMES + ")\\2\"\\s*:\\s*\\2\").*?(?=(?<!\\\\)\\2\"|$)"),
            Pattern.compile("((?<![A-Za-z0-9_])(?:code|" + NAMES + ")=)[^&\\s\"'\\\\]+"),
            Pattern.compile("()eyJ[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]*\\.[A-Za-z0-9_-]*"));

    private final List<String> known;

    private Scrubber(List<String> known) {
        this.known = known;
    }

    /** {@return one that knows no secret by its text} */
    public static Scrubber create() {
        return new Scrubber(List.of());
    }

    /**
     * Takes this text out too: as it is, form-encoded, in hex, and in Base64 also amid other bytes.
     *
     * @param text at least 4 characters
     * @return a new scrubber
     * @throws IllegalArgumentException if it is shorter, and so in many texts by chance
     */
    public Scrubber secret(String text) {
        if (requireNonNull(text, "text").length() < SHORTEST) {
            throw new IllegalArgumentException("a secret of less than " + SHORTEST + " characters is found everywhere");
        }
        List<String> all = new ArrayList<>(known);
        all.addAll(SecretForms.of(text));
        // a form may be the beginning of a longer one
        all.sort(Comparator.comparingInt(String::length).reversed());
        return new Scrubber(List.copyOf(all));
    }

    /**
     * Returns the text without credentials. Once more changes nothing.
     *
     * @param recorded headers, bodies, or a file of a recorder
     * @return the text with {@link #MARK} in the place of each credential
     */
    public String scrub(String recorded) {
        String text = recorded;
        for (String form : known) {
            text = text.replace(form, MARK);
        }
        for (Pattern credential : CREDENTIALS) {
            text = credential.matcher(text).replaceAll("$1" + MARK);
        }
        return text;
    }

    /** Tells how many forms of secrets it was given, and none of them. */
    @Override
    public String toString() {
        return "Scrubber[" + known.size() + " forms]";
    }
}
