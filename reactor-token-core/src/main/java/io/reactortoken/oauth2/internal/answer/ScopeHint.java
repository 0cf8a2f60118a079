package io.reactortoken.oauth2.internal.answer;

import io.reactortoken.oauth2.internal.body.Echo;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/** H-SCOPE: what may be wrong with a scope that was refused, by its look and by what the server's metadata offers. */
final class ScopeHint {

    private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");
    private static final String SEPARATORS = "/:.";
    private static final int LONGEST = 64;

    private final Set<String> requested;
    private final Set<String> offered;
    private final String pattern;
    private final Echo echo;

    ScopeHint(Asked.Request request, Echo echo) {
        this.requested = request.scopes();
        this.offered = request.offeredScopes();
        this.pattern = request.scopePattern();
        this.echo = echo;
    }

    String text() {
        if (requested.isEmpty()) {
            return "none was requested, and this server wants one";
        }
        return commas().or(this::encoded)
                .or(() -> like(String::equalsIgnoreCase, " differs only in case from the server's "))
                .or(() -> like(ScopeHint::isTail, " lacks what stands before it in the server's "))
                .or(this::otherwise)
                .or(this::notOffered)
                .orElseGet(() -> "requested: " + Scopes.shown(requested, echo)
                        + "; case matters; does the server want a prefix? may this client have it?");
    }

    private Optional<String> commas() {
        return requested.stream()
                .filter(scope -> scope.indexOf(',') >= 0)
                .findFirst()
                .map(scope -> shown(scope) + " holds a comma: scopes are separated by spaces, each is given by itself");
    }

    private Optional<String> encoded() {
        return requested.stream()
                .filter(scope -> ENCODED.matcher(scope).find())
                .findFirst()
                .map(scope -> shown(scope) + " looks percent-encoded already: it is encoded when it is sent");
    }

    private Optional<String> like(BiPredicate<String, String> alike, String how) {
        for (String scope : requested) {
            Optional<String> similar = offered.contains(scope)
                    ? Optional.empty()
                    : offered.stream().filter(known -> alike.test(known, scope)).findFirst();
            if (similar.isPresent()) {
                return Optional.of(shown(scope) + how + shown(similar.get()));
            }
        }
        return Optional.empty();
    }

    /** Amazon Cognito's {@code resource-server/scope}, Microsoft's {@code api://id/scope}. */
    private static boolean isTail(String known, String scope) {
        int start = known.length() - scope.length();
        return start > 0 && known.endsWith(scope) && SEPARATORS.indexOf(known.charAt(start - 1)) >= 0;
    }

    /** What people know of the server's scopes. */
    private Optional<String> otherwise() {
        return pattern.isEmpty()
                ? Optional.empty()
                : requested.stream()
                        .filter(scope -> !scope.matches(pattern))
                        .findFirst()
                        .map(scope -> shown(scope) + " does not match " + shown(pattern)
                                + ", as scopes of this registration do; does something before it lack?");
    }

    private Optional<String> notOffered() {
        return offered.isEmpty()
                ? Optional.empty()
                : requested.stream()
                        .filter(scope -> !offered.contains(scope))
                        .findFirst()
                        .map(scope -> shown(scope) + " is not among the server's " + Scopes.shown(offered, echo)
                                + "; is it spelt right?");
    }

    private String shown(String scope) {
        return echo.show(scope, LONGEST);
    }
}
