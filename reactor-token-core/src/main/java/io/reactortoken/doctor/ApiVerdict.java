package io.reactortoken.doctor;

import io.reactortoken.doctor.ApiCall.Answer;
import io.reactortoken.doctor.Suspicion.Weight;
import io.reactortoken.http.Challenge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Why an API refused a token that was issued a moment ago (requirements 3.1). */
final class ApiVerdict {

    private static final Duration NOTICEABLE_SKEW = Duration.ofSeconds(30);
    private static final int LARGE = 7 * 1024;

    private final CaseFile file;
    private final Answer answer;

    ApiVerdict(CaseFile file, Answer answer) {
        this.file = file;
        this.answer = answer;
    }

    List<Suspicion> suspicions() {
        if (answer.failure().isPresent()) {
            return List.of(new Suspicion(
                    Weight.CAUSE, ResponseSection.finding(answer.failure().get())));
        }
        return finding()
                .map(finding -> new Suspicion(Weight.CAUSE, finding))
                .map(List::of)
                .orElseGet(List::of);
    }

    private Optional<Finding> finding() {
        int status = answer.status();
        if (status >= 300 && status < 400) {
            return Optional.of(Finding.of(
                    "H-LOGIN",
                    "the API redirects" + target(),
                    "use the URL for programs: this one is for browsers, or has moved"));
        }
        if (status == 431 || (status == 400 && length() > LARGE)) {
            return Optional.of(Finding.of(
                    "H-LARGE",
                    "the API answered " + status + ", and the token has " + length() + " characters",
                    "many servers limit headers to 8 KB: ask for fewer scopes or claims"));
        }
        return switch (status) {
            case 401 -> Optional.of(unauthorized());
            case 403 -> Optional.of(forbidden());
            case 407 ->
                Optional.of(Finding.of(
                        "H-PROXY", "a proxy before the API asks for credentials", "give it to the transport's proxy"));
            default -> Optional.empty();
        };
    }

    private String target() {
        return answer.received()
                .map(Received::location)
                .filter(location -> !location.isEmpty())
                .map(location -> " to " + location)
                .orElse("");
    }

    private int length() {
        TokenLook token = file.token;
        return token == null ? 0 : token.length();
    }

    private Finding unauthorized() {
        List<Challenge> challenges = answer.challenges();
        List<Challenge> bearer = challenges.stream()
                .filter(challenge -> challenge.isOf("Bearer") || challenge.isOf("DPoP"))
                .toList();
        if (!challenges.isEmpty() && bearer.isEmpty()) {
            return Finding.of(
                    "H-SCHEME",
                    "the API offers "
                            + challenges.stream().map(Challenge::scheme).collect(Collectors.joining(", "))
                            + ", and does not take bearer tokens at this URL",
                    "is it the right URL, and does the API take OAuth tokens at all?");
        }
        Optional<Finding> byTheClock = clock();
        if (byTheClock.isPresent()) {
            return byTheClock.get();
        }
        return !bearer.isEmpty()
                        && bearer.stream()
                                .allMatch(challenge -> challenge.error().isEmpty())
                ? stripped()
                : refused();
    }

    /** The API's own clock counts, not this one. */
    private Optional<Finding> clock() {
        Duration skew =
                answer.received().flatMap(received -> received.server().skew()).orElse(Duration.ZERO);
        Instant there = Instant.ofEpochMilli(file.setup.clock.epochMillis()).plus(skew);
        return expiry().filter(end -> !end.isAfter(there))
                .map(end -> Finding.of(
                        "H-EXP",
                        "the token says exp " + end + "; by the API's clock that is "
                                + Words.span(Duration.between(end, there)) + " ago",
                        "compare the clocks of the API and of the authorization server (NTP)"))
                .or(() -> skewed(skew));
    }

    private Optional<Instant> expiry() {
        return Optional.ofNullable(file.token)
                .flatMap(TokenLook::jwt)
                .flatMap(jwt -> jwt.seconds("exp"))
                .map(Instant::ofEpochSecond);
    }

    private static Optional<Finding> skewed(Duration skew) {
        return skew.abs().compareTo(NOTICEABLE_SKEW) <= 0
                ? Optional.empty()
                : Optional.of(Finding.of(
                        "H-CLOCK",
                        "this clock is " + Words.span(skew) + (skew.isNegative() ? " ahead of" : " behind")
                                + " the API's, and the API refused a new token",
                        "check NTP on both sides"));
    }

    private Finding stripped() {
        boolean same = file.call
                .without()
                .filter(other -> other.status() == answer.status())
                .isPresent();
        return Finding.of(
                "H-STRIPPED",
                "the API says that no token was presented, although one was sent"
                        + (same ? "; without one it says the same" : ""),
                "does a proxy, gateway or redirect take Authorization away, or does the API want another header?");
    }

    private Finding refused() {
        TokenLook token = file.token;
        String claims = token == null
                ? ""
                : token.jwt()
                        .map(jwt -> "; it says iss " + Words.orElse(jwt.claim("iss"), "nothing") + ", aud "
                                + Words.orElse(jwt.claim("aud"), "nothing"))
                        .orElse("; it is opaque");
        String error = answer.challenges().stream()
                .map(Challenge::error)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("it did not say why");
        return Finding.of(
                "H-TARGET",
                "the API refused a new token: " + error + claims,
                "is it issued for this API (audience, resource), by the issuer that the API trusts, and not revoked?");
    }

    private Finding forbidden() {
        TokenLook token = file.token;
        String granted = token == null ? "unknown" : Words.list(token.scopes());
        String required = answer.challenges().stream()
                .map(challenge -> String.join(" ", challenge.scope()))
                .filter(scope -> !scope.isEmpty())
                .findFirst()
                .orElse("the API did not say");
        return Finding.of(
                "H-403",
                "the token was accepted, and a permission is missing; granted: " + granted + "; required: " + required,
                "request that scope, or have the client authorized for it");
    }
}
