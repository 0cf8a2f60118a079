package io.reactortoken.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.http.Challenge;
import java.util.List;

/** {@code WWW-Authenticate}. Input: the fields, a line each. */
public final class ChallengeTarget {

    private static final int MOST = 32;
    private static final int LONGEST_FIELD = 8_192;

    private ChallengeTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        List<String> fields = new String(input, UTF_8).lines().toList();
        List<Challenge> found = Challenge.parse(fields);
        Finding.unless(found.size() <= MOST, "at most 32 challenges");
        found.forEach(ChallengeTarget::check);
        List<String> cut = fields.stream()
                .map(field -> field.substring(0, Math.min(field.length(), LONGEST_FIELD)))
                .toList();
        Finding.unless(Challenge.parse(cut).equals(found), "what is beyond 8 KiB is not read");
    }

    private static void check(Challenge challenge) {
        Finding.unless(challenge.scheme().matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+"), "a scheme is a token");
        Finding.unless(
                challenge.token68().isEmpty() || challenge.parameters().isEmpty() || challenge.malformed(),
                "a token68 or parameters, or not by the grammar");
        challenge
                .parameters()
                .forEach((name, value) -> Finding.unless(
                        challenge.parameter(name).filter(value::equals).isPresent(),
                        "a parameter is found by its name"));
        Finding.unless(challenge.error().equals(challenge.parameter("error").orElse("")), "the error");
        Finding.unless(!challenge.scope().contains("") && !challenge.acrValues().contains(""), "no empty words");
        Finding.unless(challenge.maxAge().filter(age -> age.isNegative()).isEmpty(), "an age");
        Finding.unless(challenge.isOf(challenge.scheme()), "its own scheme");
    }
}
