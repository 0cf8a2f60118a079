package io.reactortoken.oauth2.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.internal.request.FormParameters;
import io.reactortoken.oauth2.internal.request.SecretReader;
import java.util.Base64;
import reactor.core.publisher.Mono;

/** The three ways to send a client secret (RFC 6749 section 2.3.1). */
final class SecretAuthentication implements ClientAuthentication {

    static final SecretAuthentication BASIC = new SecretAuthentication(Way.BASIC, false);
    static final SecretAuthentication BASIC_RAW = new SecretAuthentication(Way.BASIC_RAW, false);
    static final SecretAuthentication POST = new SecretAuthentication(Way.POST, false);

    private final Way way;
    private final boolean emptyAllowed;

    private enum Way {
        BASIC,
        BASIC_RAW,
        POST
    }

    private SecretAuthentication(Way way, boolean emptyAllowed) {
        this.way = way;
        this.emptyAllowed = emptyAllowed;
    }

    SecretAuthentication allowingEmpty() {
        return new SecretAuthentication(way, true);
    }

    @Override
    public String method() {
        return way == Way.POST ? "client_secret_post" : "client_secret_basic";
    }

    @Override
    public boolean needsSecret() {
        return true;
    }

    @Override
    public void check(String clientId) {
        if (way == Way.BASIC_RAW && clientId.indexOf(':') >= 0) {
            throw refuse("a client id with a colon cannot be sent by clientSecretBasicRaw()");
        }
        int control = SecretFacts.control(clientId);
        if (control >= 0) {
            throw refuse(String.format(
                    "the client id holds a control character U+%04X at index %d",
                    (int) clientId.charAt(control), control));
        }
    }

    private static TokenConfigurationException refuse(String what) {
        TokenFailure failure = TokenFailure.of(Code.CFG, what)
                .hint("H-CLIENT", "copy it again from the authorization server, or use another method");
        return TokenConfigurationException.of(failure, null);
    }

    @Override
    public Mono<ClientProof> prove(ProofRequest request) {
        SecretSource source = request.secret().orElseThrow();
        return SecretReader.read(source, emptyAllowed)
                .map(secret -> proof(request.clientId(), secret, new SecretFacts(secret, source)));
    }

    private ClientProof proof(String id, Secret secret, SecretFacts facts) {
        facts.requireNoControl();
        return switch (way) {
            case BASIC ->
                basic(FormParameters.encode(id), FormParameters.encode(secret.reveal()), secret)
                        .check(facts.check("clientSecretBasicRaw() or clientSecretPost()"));
            case BASIC_RAW ->
                basic(id, secret.reveal(), secret).check(facts.check("clientSecretBasic() or clientSecretPost()"));
            case POST -> post(id, secret).check(facts.check("clientSecretBasic()"));
        };
    }

    private static ClientProof basic(String id, String password, Secret secret) {
        String pair = Base64.getEncoder().encodeToString((id + ":" + password).getBytes(UTF_8));
        return ClientProof.empty()
                .header("Authorization", Secret.of("Basic " + pair))
                .hide(secret)
                .hide(Secret.of(password));
    }

    /** RFC 6749 section 2.3.1: the parameter may be left out if the secret is empty. */
    private static ClientProof post(String id, Secret secret) {
        ClientProof proof = ClientProof.empty().parameter("client_id", id);
        return secret.isEmpty()
                ? proof
                : proof.parameter("client_secret", secret).hide(Secret.of(FormParameters.encode(secret.reveal())));
    }

    @Override
    public String toString() {
        return way == Way.BASIC_RAW ? "client_secret_basic (raw)" : method();
    }
}
