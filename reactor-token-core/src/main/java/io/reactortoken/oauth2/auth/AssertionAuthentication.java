package io.reactortoken.oauth2.auth;

import static java.util.Objects.requireNonNull;

import io.reactortoken.credential.Secret;
import io.reactortoken.oauth2.internal.request.SecretReader;
import reactor.core.publisher.Mono;

/** RFC 7521 section 4.2: a new assertion for each request, and no secret beside it. */
final class AssertionAuthentication implements ClientAuthentication {

    private final ClientAssertion assertion;

    AssertionAuthentication(ClientAssertion assertion) {
        this.assertion = requireNonNull(assertion, "assertion");
    }

    @Override
    public String method() {
        return assertion.method();
    }

    @Override
    public Mono<ClientProof> prove(ProofRequest request) {
        return SecretReader.read(() -> assertion.assertion(request), "the client assertion " + method(), false)
                .map(made -> proof(request, made));
    }

    private ClientProof proof(ProofRequest request, Secret made) {
        ClientProof proof = assertion.sendsClientId()
                ? ClientProof.empty().parameter("client_id", request.clientId())
                : ClientProof.empty();
        return proof.parameter("client_assertion_type", assertion.type())
                .parameter("client_assertion", made)
                .check(
                        "is the key registered, and the assertion for this server? check kid, aud, iss, sub and the clock; "
                                + "method " + method());
    }

    @Override
    public String toString() {
        return method();
    }
}
