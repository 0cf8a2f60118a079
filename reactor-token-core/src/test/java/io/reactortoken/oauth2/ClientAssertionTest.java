package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RecordingTransport.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.Leaks;
import io.reactortoken.Messages;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.auth.ClientAssertion;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import io.reactortoken.oauth2.auth.ClientProof;
import io.reactortoken.oauth2.auth.ProofRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The SPI for methods of another module, assertions above all (R7523-01, R7523-02, R7523-07). */
class ClientAssertionTest {

    private static final String ASSERTION = "CNRY-ass-e30.e30.91c4e2b8";

    private final RecordingTransport transport = new RecordingTransport();
    private final List<ProofRequest> asked = new ArrayList<>();

    private TokenRequest request(ClientAuthentication method) {
        return OAuth2.clientCredentials("https://id.example.com/token")
                .clientId("billing-client")
                .authentication(method)
                .transport(transport);
    }

    private TokenRequest numbered() {
        return request(ClientAuthentication.assertion(proof -> Mono.fromSupplier(() -> {
            asked.add(proof);
            return Secret.of(ASSERTION + "." + asked.size());
        })));
    }

    private static void succeeds(TokenRequest request) {
        StepVerifier.withVirtualTime(() -> request.source().token())
                .thenAwait(Duration.ofMinutes(1))
                .expectNextCount(1)
                .expectComplete()
                .verify(Duration.ofSeconds(10));
    }

    private static TokenException fails(TokenRequest request) {
        List<Throwable> errors = new ArrayList<>();
        StepVerifier.withVirtualTime(() -> request.source().token())
                .thenAwait(Duration.ofMinutes(1))
                .consumeErrorWith(errors::add)
                .verify(Duration.ofSeconds(10));
        Messages.assertWellFormed(errors.get(0));
        Leaks.assertNone(errors.get(0), ASSERTION);
        return (TokenException) errors.get(0);
    }

    private List<String> bodies() {
        return transport.requests.stream()
                .map(request -> new String(request.body(), StandardCharsets.US_ASCII))
                .toList();
    }

    @Test
    @DisplayName("R7523-01: one assertion with its type, no secret, no Authorization")
    void sendsAnAssertion() {
        succeeds(numbered());
        assertThat(transport.body())
                .isEqualTo("grant_type=client_credentials&client_id=billing-client&client_assertion_type="
                        + "urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion="
                        + ASSERTION + ".1");
        assertThat(transport.only().headers()).containsOnlyKeys("Content-Type", "Accept");
        assertThat(asked).singleElement().satisfies(proof -> {
            assertThat(proof.clientId()).isEqualTo("billing-client");
            assertThat(proof.tokenEndpoint()).isEqualTo(URI.create("https://id.example.com/token"));
            assertThat(proof.issuer()).isEmpty();
            assertThat(proof.secret()).isEmpty();
        });
    }

    @Test
    @DisplayName("R7523-07: each attempt has a new one, the one at once after an empty answer too")
    void makesANewOneForEachAttempt() {
        transport.then(503, "").then(200, "").then(503, "");
        succeeds(numbered());
        assertThat(bodies()).hasSize(4);
        for (int i = 0; i < 4; i++) {
            assertThat(bodies().get(i)).endsWith(ASSERTION + "." + (i + 1));
        }
    }

    @Test
    @DisplayName("R7523-02: the client id may be left out, and the type be another")
    void letsTheAssertionDecide() {
        succeeds(request(ClientAuthentication.assertion(new ClientAssertion() {
            @Override
            public Mono<Secret> assertion(ProofRequest request) {
                return Mono.just(Secret.of("<saml/>"));
            }

            @Override
            public String method() {
                return "saml";
            }

            @Override
            public String type() {
                return "urn:saml2";
            }

            @Override
            public boolean sendsClientId() {
                return false;
            }
        })));
        assertThat(transport.body())
                .isEqualTo(
                        "grant_type=client_credentials&client_assertion_type=urn%3Asaml2&client_assertion=%3Csaml%2F%3E");
    }

    @Test
    @DisplayName("TM-23: an assertion that the server quotes is not shown")
    void hidesWhatTheServerQuotes() {
        transport.always(
                response(401, "{\"error\":\"invalid_client\",\"error_description\":\"bad " + ASSERTION + ".1\"}"));
        assertThat(fails(numbered()))
                .message()
                .contains("(hidden: it quotes a credential)", "method private_key_jwt")
                .endsWith("[H-CLIENT]");
    }

    @Test
    @DisplayName("6.3: H-CLOCK: a clock that is wrong is the first suspect where something is signed")
    void suspectsTheClock() {
        transport.always(response(
                401, Map.of("Date", List.of("Thu, 01 Jan 2004 00:00:00 GMT")), "{\"error\":\"invalid_client\"}"));
        assertThat(fails(numbered()))
                .message()
                .contains("this clock is ", " s ahead of that of https://id.example.com")
                .endsWith("[H-CLOCK]");
    }

    @Test
    @DisplayName("0.5: a signer that fails is asked again; one that signals nothing is not")
    void treatsAFailingSigner() {
        int[] calls = {0};
        TokenException failed = fails(request(ClientAuthentication.assertion(proof -> {
            calls[0]++;
            return Mono.error(new IOException("HSM " + ASSERTION.length()));
        })));
        assertThat(calls[0]).isEqualTo(3);
        assertThat(failed.code()).isEqualTo(Code.CRD_T);
        assertThat(failed).message().contains("private_key_jwt failed with java.io.IOException", "attempt=3/3");

        TokenException thrown = fails(request(ClientAuthentication.assertion(proof -> {
            throw new IllegalStateException("no key");
        })));
        assertThat(thrown.code()).isEqualTo(Code.CRD_T);
        TokenException empty = fails(request(ClientAuthentication.assertion(proof -> Mono.empty())));
        assertThat(empty.code()).isEqualTo(Code.CRD_P);
        assertThat(transport.requests).isEmpty();
    }

    /** A method of one's own. */
    private record Own(ClientProof proof) implements ClientAuthentication {

        @Override
        public String method() {
            return "own";
        }

        @Override
        public Mono<ClientProof> prove(ProofRequest request) {
            return Mono.just(proof);
        }
    }

    @Test
    @DisplayName("R6749-13: a method of one's own adds headers and parameters, but none a second time")
    void addsNothingTwice() {
        ClientProof proof = ClientProof.empty()
                .header("OAuth-Client-Attestation", Secret.of(ASSERTION))
                .parameter("client_id", "billing-client");
        succeeds(request(new Own(proof)));
        assertThat(transport.only().headers()).containsEntry("OAuth-Client-Attestation", ASSERTION);

        TokenException twice = fails(request(new Own(proof.parameter("grant_type", "password"))));
        assertThat(twice.code()).isEqualTo(Code.CFG);
        assertThat(twice).message().contains("adds grant_type, which the request has already");
        TokenException own =
                fails(request(new Own(proof.parameter("audience", "x"))).audience("y"));
        assertThat(own.code()).isEqualTo(Code.CFG);
    }

    @Test
    @DisplayName("R6749-02: a method of one's own that sends no secret does not go with one")
    void refusesASecretBesideIt() {
        TokenRequest both = request(new Own(ClientProof.empty())).clientSecret(SecretSource.of("secret"));
        assertThatThrownBy(both::source).hasMessageStartingWith("CFG there is a client secret, and own sends none");
    }
}
