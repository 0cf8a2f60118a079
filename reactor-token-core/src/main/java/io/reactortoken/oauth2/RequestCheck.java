package io.reactortoken.oauth2;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import io.reactortoken.oauth2.internal.answer.Lint;
import io.reactortoken.oauth2.internal.request.FormParameters;
import java.util.ArrayList;
import java.util.List;

/** What cannot work is refused when a source is built; what is odd is told. */
final class RequestCheck {

    private static final String NONE = "none";

    private final RequestParts parts;

    RequestCheck(RequestParts parts) {
        this.parts = parts;
    }

    /** The URI first, so that no credential is touched for one that must not be used. */
    void run() {
        if (parts.tokenUri != null) {
            TokenEndpointUri.check(parts.tokenUri, parts.plaintextAllowed);
        }
        if (parts.issuer != null) {
            parts.issuer.check(parts.plaintextAllowed);
        }
        checkClient();
        checkSecret();
        if (parts.audiences.size() > 1 && !parts.grant.allowsManyAudiences()) {
            throw refuse(
                    "there is more than one audience, and a token request must not repeat a parameter",
                    "H-TARGET",
                    "only a token exchange may; is it resource(..) that the server knows?");
        }
    }

    private void checkClient() {
        boolean anonymous = parts.clientId.isEmpty()
                && parts.grant.allowsNoClient()
                && parts.authentication().method().equals(NONE);
        SecretSource source = parts.clientIdSource;
        if (source != null) {
            placing(source::verify);
            return;
        }
        if (parts.clientId.isBlank() && !anonymous) {
            throw refuse("the client id is blank", "H-CLIENT", "call clientId(\"...\") with the registered id");
        }
        // URLEncoder turns half of a surrogate pair into a question mark, without a word (R6749-04)
        if (!FormParameters.isUnicode(parts.clientId)) {
            throw refuse(
                    "the client id holds half of a surrogate pair",
                    "H-CLIENT",
                    "copy it again from the authorization server");
        }
        placing(() -> parts.authentication().check(parts.clientId));
    }

    private void checkSecret() {
        ClientAuthentication method = parts.authentication();
        if (method.method().equals(NONE) && !parts.grant.allowsPublicClients()) {
            throw refuse(
                    "the grant " + parts.grant.label() + " is not for clients that do not authenticate",
                    "H-CLIENT",
                    "it proves nothing but who the client is (RFC 6749 section 4.4); choose another method");
        }
        SecretSource secret = parts.secret;
        if (method.needsSecret() && secret == null) {
            throw refuse(
                    "there is no client secret",
                    "H-CLIENT",
                    "call clientSecret(SecretSource.env(\"NAME\")), or authentication(..) with a method without one");
        }
        if (!method.needsSecret() && secret != null) {
            throw refuse(
                    "there is a client secret, and " + method.method() + " sends none",
                    "H-CLIENT",
                    "a request has one method of authentication: take the secret away, or name its method");
        }
        if (secret != null) {
            placing(secret::verify);
        }
    }

    private void placing(Runnable check) {
        try {
            check.run();
        } catch (TokenException unusable) {
            throw unusable.with(place(unusable.failure()));
        }
    }

    private TokenConfigurationException refuse(String what, String hint, String check) {
        return TokenConfigurationException.of(
                place(TokenFailure.of(Code.CFG, what).hint(hint, check)), null);
    }

    private TokenFailure place(TokenFailure failure) {
        return failure.client(parts.client()).origin(parts.origin());
    }

    List<Lint> lints() {
        List<Lint> found = new ArrayList<>();
        if (parts.scopes.stream().anyMatch(scope -> scope.indexOf(',') >= 0)) {
            found.add(new Lint("L-COMMA", "a requested scope holds a comma, which does not separate scopes", true));
        }
        if (parts.resources.stream().anyMatch(TokenTargets::hasQuery)) {
            found.add(new Lint("L-RESOURCE", "a resource has a query, which RFC 8707 advises against", true));
        }
        if (parts.tokenUri != null && !TokenEndpointUri.isEncryptedOrLoopback(parts.tokenUri)) {
            found.add(new Lint("L-PLAINTEXT", "the client's credentials travel in plain text", true));
        }
        return found;
    }
}
