package io.reactortoken.oauth2.internal.answer;

import io.reactortoken.oauth2.internal.body.Echo;
import io.reactortoken.transport.TransportResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is odd about an answer that is used all the same. */
final class AnswerLints {

    private static final int OK = 200;
    private static final Duration DAY = Duration.ofDays(1);
    /** A month of seconds; a lifetime in milliseconds of an hour is more. */
    private static final Duration DOUBTFUL = Duration.ofDays(31);

    private static final Duration NOTICEABLE_SKEW = Duration.ofSeconds(30);

    private final Asked asked;
    private final ServerFacts facts;
    private final TransportResponse response;
    private final List<Lint> found = new ArrayList<>(2);

    AnswerLints(Asked asked, ServerFacts facts, TransportResponse response) {
        this.asked = asked;
        this.facts = facts;
        this.response = response;
    }

    List<Lint> find(ResponseMembers members, Scopes scopes, Lifetime lifetime) {
        lintFrame();
        lintToken(members);
        lintLifetime(members, lifetime);
        lintScope(scopes, asked.echo().and(members.accessToken).and(members.refreshToken));
        return List.copyOf(found);
    }

    private void lintFrame() {
        if (response.status() != OK) {
            remark("L-STATUS", "a token came with HTTP " + response.status() + ", not 200");
        }
        if (!isJson(response.header("Content-Type").orElse(""))) {
            remark("L-CONTENT-TYPE", "the answer is JSON, but its Content-Type is another");
        }
        if (ServerFacts.isFromACache(response)) {
            warn("L-AGE", "the answer has an Age: the token came out of an HTTP cache; check the proxies in between");
        } else if (response.headers("Cache-Control").stream()
                .noneMatch(value -> value.toLowerCase(Locale.ROOT).contains("no-store"))) {
            remark("L-NO-STORE", "the answer lacks Cache-Control: no-store");
        }
        if (facts.isSkewedBy(NOTICEABLE_SKEW)) {
            warn("H-CLOCK", facts.clock(asked.origin()));
        }
    }

    /** Missing is fine, and a malformed one is not worth a word. */
    private static boolean isJson(String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
        return type.isEmpty() || type.equals("application/json") || type.endsWith("+json");
    }

    private void lintToken(ResponseMembers members) {
        if (TokenText.isLarge(members.accessToken)) {
            warn("H-LARGE", "the token has more than 7 KiB; many servers limit a header to 8 KB");
        }
        if (!TokenText.isB64Token(members.accessToken)) {
            remark("L-TOKEN68", "the token holds characters that RFC 6750 section 2.1 does not allow in a header");
        }
        if (members.tokenType == null) {
            remark("L-TYPE", "the answer has no token_type; taken as Bearer");
        }
        if (!members.refreshToken.isEmpty() && !asked.rules().keepRefreshToken()) {
            remark("L-REFRESH", "the answer has a refresh_token, which this grant does not use; ignored");
        } else if (!members.refreshToken.isEmpty() && !members.hasUsableRefreshToken()) {
            warn("L-REFRESH", "the answer's refresh_token holds other characters than RFC 6749 allows; ignored");
        }
        if (members.idToken) {
            remark("L-ID-TOKEN", "the answer has an id_token; ignored");
        }
    }

    private void lintLifetime(ResponseMembers members, Lifetime lifetime) {
        Duration promised = members.lifetime;
        if (members.badLifetime) {
            warn("L-EXPIRES-IN", "expires_in is not a whole number of seconds; the lifetime counts as unknown");
        } else if (promised == null) {
            warn(
                    "L-NO-EXPIRES-IN",
                    "the answer has no expires_in; the cache's default lifetime counts" + instead(members));
        } else if (members.lifetimeAsText) {
            remark("L-EXPIRES-IN-TEXT", "expires_in is a string, not a number");
        }
        lintLength(promised);
        if (lifetime.over()) {
            warn(
                    "H-EXP",
                    "the token's own exp has passed already; by this clock, which "
                            + (facts.skew().isPresent() ? facts.clock(asked.origin()) : "may be wrong: check NTP"));
        } else if (lifetime.isShorterByItsOwnWord()) {
            remark("H-EXP", "the token's own exp comes before expires_in says; see AnswerPolicy.capByJwtExp()");
        }
    }

    private static String instead(ResponseMembers members) {
        return members.names.lifetimes().isEmpty()
                ? ""
                : "; it has " + String.join(", ", members.names.lifetimes()) + ", which OAuth 2.0 does not know";
    }

    private void lintLength(@Nullable Duration promised) {
        if (promised == null) {
            return;
        }
        if (promised.isNegative() || promised.isZero()) {
            warn("L-EXPIRED", "expires_in is zero or negative: the token serves those who wait, and is not kept");
        } else if (promised.compareTo(DOUBTFUL) > 0 && promised.toSeconds() % 1_000 == 0) {
            remark("L-LONG", "expires_in looks like milliseconds; the cache clamps it");
        } else if (promised.compareTo(DAY) > 0) {
            remark("L-LONG", "expires_in is more than a day; the cache clamps it");
        }
    }

    private void lintScope(Scopes scopes, Echo echo) {
        if (!scopes.missing().isEmpty()) {
            warn("H-SCOPE", "not granted: " + Scopes.shown(scopes.missing(), echo) + "; " + scopes.advice(echo));
        } else if (!scopes.extra().isEmpty() && !asked.request().scopes().isEmpty()) {
            remark("L-SCOPE", "granted without being asked for: " + Scopes.shown(scopes.extra(), echo));
        }
        if (scopes.isArray()) {
            remark("L-SCOPE-ARRAY", "the scope is an array, not a string");
        }
    }

    private void remark(String id, String text) {
        found.add(new Lint(id, text, false));
    }

    private void warn(String id, String text) {
        found.add(new Lint(id, text, true));
    }
}
