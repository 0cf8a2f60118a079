package io.reactortoken.oauth2;

import io.reactortoken.TokenFailure;
import io.reactortoken.oauth2.internal.answer.Lint;
import io.reactortoken.oauth2.internal.request.Environments;
import java.util.Optional;

/** What is most likely wrong with a credential that was refused: a better hint than to check it. */
final class CredentialDoubts {

    private static final String GENERAL = "H-CLIENT";
    private static final int LONGEST_NAME = 80;

    private final RequestParts parts;
    private final SecretLints lints;

    CredentialDoubts(RequestParts parts, SecretLints lints) {
        this.parts = parts;
        this.lints = lints;
    }

    /** The same failure with the best hint there is. A clock that is wrong has been told already. */
    TokenFailure explain(TokenFailure failure, ClientCredential sent) {
        if (!failure.hintId().equals(GENERAL)) {
            return failure;
        }
        Optional<Lint> odd = lints.oddities(sent).stream().findFirst();
        return odd.or(() -> environment(sent))
                .map(lint -> failure.hint(hintOf(lint), lint.text()))
                .orElse(failure);
    }

    /** A lint's own id is for the log; what to do about it stands under the hint's. */
    private static String hintOf(Lint lint) {
        if (lint.id().startsWith("H-")) {
            return lint.id();
        }
        return lint.id().equals("L-ID-EDGE") ? GENERAL : "H-SECRET";
    }

    /** H-ENV: names only; what stands in a query is not looked at. */
    private Optional<Lint> environment(ClientCredential sent) {
        String endpoint =
                parts.tokenUri == null ? parts.origin() : parts.tokenUri.getHost() + " " + parts.tokenUri.getRawPath();
        String label = parts.notes.environment();
        return unlike(sent, endpoint, "the token URI like ")
                .or(() -> unlike(sent, label, "the registration is for "))
                .or(() -> Environments.mismatch(endpoint, label)
                        .map(mismatch -> "the token URI looks like " + mismatch.credential()
                                + ", the registration is for " + mismatch.endpoint()))
                .map(what -> new Lint("H-ENV", what + ": another environment's?", true));
    }

    private static Optional<String> unlike(ClientCredential sent, String other, String is) {
        return Environments.mismatch(sent.origin(), other)
                .map(mismatch -> "the secret from " + shown(sent.origin()) + " looks like " + mismatch.credential())
                .or(() -> Environments.mismatch(sent.id(), other)
                        .map(mismatch -> "the client id looks like " + mismatch.credential()))
                .map(what -> what + ", " + is + Environments.of(other).orElse("another"));
    }

    private static String shown(String name) {
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + ".." : name;
    }
}
