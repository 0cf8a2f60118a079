package io.reactortoken.doctor;

import io.reactortoken.doctor.Suspicion.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** D-08: the token by its looks and, if it is a JWT, by its own word. Its signature is not checked, and it is not sent on. */
final class TokenSection implements Examiner {

    private static final String ID = "D-08";
    private static final Set<String> TIMES = Set.of("exp", "nbf", "iat");
    private static final Duration TOLERANCE = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofSeconds(60);

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Section section(CaseFile file) {
        Lines lines = Lines.of(ID, "Token");
        TokenLook token = file.token;
        if (token == null) {
            return lines.add("token", "there is none").section();
        }
        lines.add("type", token.type());
        lines.add("length", Words.count(token.length(), "character"));
        lines.add(
                "characters",
                token.sendable() ? "as RFC 6750 section 2.1 says" : "not all of them as RFC 6750 section 2.1 says");
        lines.add("lifetime", token.lifetime().map(Words::span).orElse("the server did not say"));
        lines.add("scope", Words.list(token.scopes()));
        token.jwt()
                .ifPresentOrElse(
                        jwt -> add(lines, jwt, file), () -> lines.add("jwt", "no: it is opaque, and that is fine"));
        return lines.section();
    }

    private static void add(Lines lines, Jwt jwt, CaseFile file) {
        lines.add("jwt", "yes; decoded here and offline, its signature is not checked");
        jwt.header().forEach((name, value) -> lines.add("header " + name, value));
        jwt.claims().forEach((name, value) -> lines.add("claim " + name, shown(name, value, jwt, file)));
    }

    private static String shown(String name, String value, Jwt jwt, CaseFile file) {
        if (TIMES.contains(name)) {
            return jwt.seconds(name)
                    .map(seconds -> time(Instant.ofEpochSecond(seconds), file))
                    .orElse("not a time");
        }
        return name.equals("client_id") || name.equals("azp") ? Words.masked(value) : value;
    }

    private static String time(Instant time, CaseFile file) {
        String here = relative(Duration.between(now(file), time)) + " by this clock";
        return time + ", "
                + skew(file)
                        .filter(skew -> skew.abs().compareTo(TOLERANCE) > 0)
                        .map(skew -> here + ", "
                                + relative(Duration.between(now(file).plus(skew), time)) + " by the server's")
                        .orElse(here);
    }

    private static String relative(Duration ahead) {
        return ahead.isNegative() ? Words.span(ahead) + " ago" : "in " + Words.span(ahead);
    }

    private static Instant now(CaseFile file) {
        return Instant.ofEpochMilli(file.setup.clock.epochMillis());
    }

    private static Optional<Duration> skew(CaseFile file) {
        return file.exchange.received().flatMap(answer -> answer.server().skew());
    }

    @Override
    public List<Suspicion> suspicions(CaseFile file) {
        List<Suspicion> found = new ArrayList<>();
        TokenLook token = file.token;
        if (token == null) {
            return found;
        }
        token.jwt().ifPresent(jwt -> {
            expired(jwt, file).ifPresent(found::add);
            early(jwt, file).ifPresent(found::add);
        });
        token.lifetime()
                .filter(lifetime -> !lifetime.isNegative() && lifetime.compareTo(SHORT) < 0)
                .ifPresent(lifetime -> found.add(shortLived(lifetime)));
        return found;
    }

    /** By the server's clock where it is known: where only this one is wrong, that is another finding. */
    private static Optional<Suspicion> expired(Jwt jwt, CaseFile file) {
        Instant now = now(file).plus(skew(file).orElse(Duration.ZERO));
        return jwt.seconds("exp")
                .map(Instant::ofEpochSecond)
                .filter(exp -> !exp.isAfter(now))
                .map(exp -> new Suspicion(
                        Weight.EXPLANATION,
                        Finding.of(
                                "H-EXP",
                                "the new token says that it expired at " + exp + ", "
                                        + Words.span(Duration.between(exp, now)) + " ago by "
                                        + (skew(file).isPresent() ? "the server's" : "this") + " clock",
                                "ask the server's owner: its own clocks or the token's lifetime are wrong")));
    }

    private static Optional<Suspicion> early(Jwt jwt, CaseFile file) {
        Instant now = now(file).plus(skew(file).orElse(Duration.ZERO)).plus(TOLERANCE);
        return jwt.seconds("nbf")
                .or(() -> jwt.seconds("iat"))
                .map(Instant::ofEpochSecond)
                .filter(start -> start.isAfter(now))
                .map(start -> new Suspicion(
                        Weight.EXPLANATION,
                        Finding.of(
                                "H-NBF",
                                "the token says that it is not valid before " + start,
                                "an API with the right time refuses it until then: ask the server's owner")));
    }

    private static Suspicion shortLived(Duration lifetime) {
        return new Suspicion(
                Weight.ADVICE,
                Finding.of(
                        "H-LIFETIME",
                        "the token lives for " + lifetime.toSeconds() + " s",
                        "a cache renews it all the time: ask the server's owner for minutes, not seconds"));
    }
}
