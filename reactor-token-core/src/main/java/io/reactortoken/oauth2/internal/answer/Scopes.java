package io.reactortoken.oauth2.internal.answer;

import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.oauth2.internal.body.Echo;
import io.reactortoken.oauth2.internal.body.Malformed;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was requested and what was granted, as sets: neither order nor repetition matters, case does (RFC 6749 section
 * 3.3).
 */
final class Scopes {

    private static final int LONGEST_SHOWN = 160;

    private final Set<String> requested;
    private final @Nullable GrantedScope answered;

    Scopes(Set<String> requested, @Nullable GrantedScope answered) {
        this.requested = requested;
        this.answered = answered;
    }

    /** Absent means: all of it. */
    Set<String> granted() {
        return answered == null ? requested : answered.tokens();
    }

    boolean isArray() {
        return answered != null && answered.array();
    }

    Set<String> missing() {
        return without(requested, granted());
    }

    Set<String> extra() {
        return without(granted(), requested);
    }

    private static Set<String> without(Set<String> from, Set<String> taken) {
        Set<String> rest = new LinkedHashSet<>(from);
        rest.removeAll(taken);
        return rest;
    }

    void requireAll(Echo echo) {
        if (!missing().isEmpty()) {
            TokenFailure failure = TokenFailure.of(Code.SCP, "the server did not grant " + shown(missing(), echo))
                    .hint("H-SCOPE", advice(echo));
            throw Malformed.of(failure);
        }
    }

    /** What was granted, and what the difference may come from. */
    String advice(Echo echo) {
        String granted = "granted: " + (granted().isEmpty() ? "nothing" : shown(granted(), echo));
        if (missing().stream().anyMatch(scope -> granted().stream().anyMatch(scope::equalsIgnoreCase))) {
            return granted + "; scopes are case-sensitive";
        }
        return granted().stream().anyMatch(scope -> scope.indexOf(',') >= 0)
                ? granted + "; scopes are separated by a space, a comma is part of one"
                : granted + "; may the client have it?";
    }

    /** Bounded before it is put together: a scope of a megabyte has been seen in no log of ours. */
    static String shown(Set<String> scopes, Echo echo) {
        StringBuilder text = new StringBuilder();
        for (String scope : scopes) {
            text.append(text.isEmpty() ? "" : " ").append(echo.show(scope, LONGEST_SHOWN));
            if (text.length() > LONGEST_SHOWN) {
                return text.substring(0, LONGEST_SHOWN) + "..";
            }
        }
        return text.toString();
    }
}
