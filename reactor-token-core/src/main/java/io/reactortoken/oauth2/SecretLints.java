package io.reactortoken.oauth2;

import io.reactortoken.credential.Secret;
import io.reactortoken.oauth2.internal.answer.Lint;
import io.reactortoken.oauth2.internal.request.CredentialOddities;
import io.reactortoken.oauth2.internal.request.SecretReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is odd about a secret that is sent all the same: each is told once, and the secret is not (CS-04 to CS-10). */
final class SecretLints {

    private static final int LONGEST = 16 * 1024;

    private final RequestParts parts;
    private final LintLog log;

    /** The last one that was looked at: a secret that is sent a thousand times is looked at once. */
    private volatile @Nullable Secret seen;

    SecretLints(RequestParts parts, LintLog log) {
        this.parts = parts;
        this.log = log;
    }

    /** Fails if it is so long that it is none (CS-22). */
    void check(ClientCredential credential) {
        Secret secret = credential.secret();
        if (secret == seen) {
            return;
        }
        String text = secret.reveal();
        if (text.length() > LONGEST) {
            throw SecretReader.unusable("the secret from " + source(), "has more than " + LONGEST + " characters");
        }
        seen = secret;
        oddities(credential).forEach(odd -> log.tell(odd, parts.origin()));
    }

    /** What is odd about a pair, the most telling first. */
    List<Lint> oddities(ClientCredential credential) {
        return CredentialOddities.of(credential.id(), credential.secret().reveal(), source());
    }

    private String source() {
        return parts.secret == null ? "" : parts.secret.description();
    }
}
