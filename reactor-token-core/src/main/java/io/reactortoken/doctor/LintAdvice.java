package io.reactortoken.doctor;

import io.reactortoken.doctor.Suspicion.Weight;
import io.reactortoken.event.TokenEvent.LintFound;
import java.util.Optional;
import java.util.Set;

/** What to do about a remark on an answer that was used all the same. */
final class LintAdvice {

    /** As many servers do, and nobody comes to harm. */
    private static final Set<String> USUAL = Set.of("L-NO-STORE", "L-SCOPE", "L-REFRESH", "L-ID-TOKEN", "L-TOKEN68");

    private LintAdvice() {}

    static Optional<Suspicion> suspicion(LintFound lint, Exchange exchange) {
        if (CredentialSection.isAboutTheSecret(lint) || USUAL.contains(lint.id())) {
            return Optional.empty();
        }
        boolean comma = lint.id().equals("L-COMMA");
        String hint = comma ? "H-SCOPE" : lint.id();
        if (comma && exchange.isRefused()) {
            return Optional.of(new Suspicion(Weight.EXPLANATION, Finding.of(hint, lint.text(), next(lint.id()))));
        }
        Weight weight = lint.actionable() ? Weight.ADVICE : Weight.REMARK;
        return Optional.of(new Suspicion(weight, Finding.of(hint, lint.text(), next(lint.id()))));
    }

    private static String next(String id) {
        return switch (id) {
            case "L-COMMA" -> "separate scopes by a space: scope(\"a\", \"b\")";
            case "H-CLOCK" -> "set this machine's clock by NTP, or tell the server's owner";
            case "H-EXP" ->
                "compare this clock with the server's; then ask the server's owner for the token's lifetime";
            case "H-SCOPE" -> "compare the scopes with those registered for the client; case matters";
            case "H-LARGE" -> "ask for fewer scopes or claims, or raise the API's limit for headers";
            case "L-NO-EXPIRES-IN", "L-EXPIRES-IN" ->
                "ask the server's owner for expires_in in seconds; until then CachePolicy's default lifetime counts";
            case "L-EXPIRES-IN-TEXT" -> "nothing here; other clients fail at it, so tell the server's owner";
            case "L-EXPIRED" -> "ask the server's owner: a token that is over at once cannot be cached";
            case "L-LONG" -> "ask the server's owner whether expires_in is in seconds";
            case "L-AGE" -> "keep proxies from caching the token endpoint's answers";
            case "L-PLAINTEXT" -> "use https, or be sure that something on the way adds TLS";
            case "L-RESOURCE" -> "name the API by a URI without a query";
            case "H-GRANT" -> "ask the server's owner whether the grant is enabled";
            default -> "tell the server's owner";
        };
    }
}
