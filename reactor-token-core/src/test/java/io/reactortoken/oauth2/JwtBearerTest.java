package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RecordingTransport.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reactortoken.Leaks;
import io.reactortoken.TokenException;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** The JWT bearer grant with a ready assertion (RFC 7523 section 2.1, R7523-14). */
class JwtBearerTest {

    private static final String ASSERTION = "CNRY-e30.e30.91c4e2b8";
    private static final String GRANT = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer";

    private final Ask ask = Ask.by(OAuth2.jwtBearer(Ask.URI, SecretSource.of(ASSERTION)));

    @Test
    @DisplayName("R7523-14: grant type, assertion, scope; the client authenticates as ever")
    void sendsTheAssertion() {
        ask.transport.always(RecordingTransport.granted());
        StepVerifier.create(ask.request().scope("a").source().token())
                .expectNextCount(1)
                .verifyComplete();
        assertThat(ask.transport.body()).isEqualTo(GRANT + "&scope=a&assertion=" + ASSERTION);
        assertThat(ask.transport.only().headers().get("Authorization")).startsWith("Basic ");
    }

    @Test
    @DisplayName("R7523-14: the assertion may be the only proof, with a client id or without")
    void needsNoClient() {
        for (String id : new String[] {"", "a/b"}) {
            RecordingTransport transport = new RecordingTransport();
            TokenSource source = OAuth2.jwtBearer(Ask.URI, SecretSource.of(ASSERTION))
                    .clientId(id)
                    .authentication(ClientAuthentication.none())
                    .transport(transport)
                    .source();
            StepVerifier.create(source.token()).expectNextCount(1).verifyComplete();
            assertThat(transport.body())
                    .isEqualTo(GRANT + "&assertion=" + ASSERTION + (id.isEmpty() ? "" : "&client_id=a%2Fb"));
        }
    }

    @Test
    @DisplayName("R7523-14: without a client id there must be no other method, and a blank one is none")
    void needsAClientForOtherMethods() {
        TokenRequest anonymous = OAuth2.jwtBearer(Ask.URI, SecretSource.of(ASSERTION));
        assertThat(catchThrowable(anonymous.authentication(ClientAuthentication.tlsClientAuth())::source))
                .hasMessageStartingWith("CFG the client id is blank");
        assertThat(catchThrowable(anonymous.clientId(" ").authentication(ClientAuthentication.none())::source))
                .hasMessageStartingWith("CFG the client id is blank");
        assertThat(catchThrowable(anonymous.clientId("id")::source))
                .hasMessageStartingWith("CFG there is no client secret");
    }

    @Test
    @DisplayName("R7523-14: invalid_grant is permanent: a ready assertion does not get better")
    void hintsAtTheAssertion() {
        TokenException error =
                ask.refusedBy(400, "{\"error\":\"invalid_grant\",\"error_description\":\"bad " + ASSERTION + "\"}");
        Leaks.assertNone(error, ASSERTION);
        assertThat(error.retryable()).isFalse();
        assertThat(ask.transport.requests).hasSize(1);
        assertThat(error)
                .message()
                .contains("check the assertion's iss, sub, aud and exp")
                .endsWith("[H-GRANT]");
    }

    @Test
    @DisplayName("R7523-14: invalid_grant by a clock that is wrong")
    void suspectsTheClock() {
        Map<String, List<String>> date = Map.of("Date", List.of("Thu, 01 Jan 2004 00:00:00 GMT"));
        assertThat(ask.refusedBy(response(400, date, "{\"error\":\"invalid_grant\"}")))
                .message()
                .contains("this clock is ")
                .endsWith("[H-CLOCK]");
    }
}
