package io.reactortoken.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A challenge of a {@code WWW-Authenticate} header (RFC 9110 section 11.6.1): what a server wants to see before it does
 * what it was asked to do.
 *
 * <p>The texts are the server's. They are neither checked nor cleaned: do not log them as they are, and do not follow
 * the URLs among them.
 *
 * @param scheme for instance {@code Bearer}; compare it by {@link #isOf}, because case does not matter
 * @param token68 what stands in the place of parameters, for instance with {@code Negotiate}; empty if nothing does
 * @param parameters by name in lower case, in the server's order; of a name that occurs twice, the first value
 * @param malformed whether something was skipped or read by guess: a name twice, a quoted string without an end,
 *     characters that belong nowhere
 * @since 0.1.0
 */
public record Challenge(String scheme, String token68, Map<String, String> parameters, boolean malformed) {

    private static final int MAX_CHALLENGES = 32;
    private static final int LONGEST_AGE = 9;

    /**
     * Copies the parameters.
     *
     * @param scheme see {@link #scheme()}
     * @param token68 see {@link #token68()}
     * @param parameters see {@link #parameters()}
     * @param malformed see {@link #malformed()}
     */
    public Challenge {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /**
     * Reads the challenges of a response, whatever the fields hold: several challenges in one field and in several,
     * quoted strings, token68, and what is none of it.
     *
     * <p>Total and linear: any text yields a list, and each character is looked at a bounded number of times. Of each
     * field the first 8 KiB are read, up to its 64th empty element; of all fields the first 32 challenges.
     *
     * @param fields the values of {@code WWW-Authenticate}, one per line of the response
     * @return what was found, in order; unmodifiable
     */
    public static List<Challenge> parse(List<String> fields) {
        List<Challenge> found = new ArrayList<>();
        for (String field : fields) {
            if (found.size() < MAX_CHALLENGES) {
                new ChallengeReader(field, found::add).read();
            }
        }
        return found.stream().limit(MAX_CHALLENGES).toList();
    }

    /**
     * Compares the scheme.
     *
     * @param other a scheme, in any case
     * @return whether it is this one's
     */
    public boolean isOf(String other) {
        return scheme.equalsIgnoreCase(other);
    }

    /**
     * Returns a parameter.
     *
     * @param name in any case
     * @return its value without quotes; empty if there is none
     */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name.toLowerCase(Locale.ROOT)));
    }

    /**
     * Returns why the token was refused (RFC 6750 section 3.1).
     *
     * @return for instance {@code invalid_token}; the empty text if the server did not say
     */
    public String error() {
        return parameters.getOrDefault("error", "");
    }

    /**
     * Returns the scope that the request needs (RFC 6750 section 3).
     *
     * @return the scope tokens in the server's order; empty if it did not say
     */
    public Set<String> scope() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(words("scope")));
    }

    /**
     * Returns how a user would have to authenticate (RFC 9470 section 3). For a program without a user this is the end:
     * no token that it can get will do.
     *
     * @return the authentication context classes in the server's order of preference; empty if it did not say
     */
    public List<String> acrValues() {
        return words("acr_values");
    }

    /**
     * Returns how long ago a user may have authenticated (RFC 9470 section 3).
     *
     * @return the time; empty if the server did not say, or wrote no number of seconds of up to nine digits
     */
    public Optional<Duration> maxAge() {
        return parameter("max_age")
                .filter(Challenge::isNumber)
                .map(digits -> Duration.ofSeconds(Long.parseLong(digits)));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= LONGEST_AGE && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private List<String> words(String name) {
        String text = parameters.getOrDefault(name, "");
        return Arrays.stream(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
