package io.reactortoken.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.internal.request.FormParameters;
import io.reactortoken.transport.TransportRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

/** What goes onto the wire. */
class TokenRequestWireTest {

    private static final String URI = "https://id.example.com/token?tenant=a%2Fb&x=1";

    private final RecordingTransport transport = new RecordingTransport();

    private TokenRequest client(String id, String secret) {
        return OAuth2.clientCredentials(URI)
                .clientId(id)
                .clientSecret(SecretSource.of(secret))
                .transport(transport);
    }

    private TransportRequest sent(TokenRequest request) {
        transport.requests.clear();
        ask(request.source());
        return transport.only();
    }

    private static void ask(TokenSource source) {
        StepVerifier.create(source.token()).expectNextCount(1).verifyComplete();
    }

    @Test
    @DisplayName(
            "R6749-09, R6749-10, R6749-13, R6749-15, R6749-41: the least request: a POST, exact body and headers, query kept")
    void sendsNothingButWhatWasAsked() {
        TransportRequest request = sent(client("s6BhdRkqt3", "gX1fBat3bV"));

        assertThat(transport.body()).isEqualTo("grant_type=client_credentials");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).hasToString(URI);
        assertThat(List.copyOf(request.headers().entrySet()))
                .containsExactly(
                        Map.entry("Content-Type", "application/x-www-form-urlencoded"),
                        Map.entry("Accept", "application/json"),
                        Map.entry("Authorization", "Basic czZCaGRSa3F0MzpnWDFmQmF0M2JW"));
    }

    @Test
    @DisplayName("R6749-14: scope once, in order, without repetition; parameters after it")
    void sendsScopeAndParameters() {
        sent(client("id", "secret")
                .scope("orders:read", "a+b")
                .scope("orders:read", "Z")
                .param("tenant", "https://api.example.com/x y"));

        assertThat(transport.body())
                .isEqualTo("grant_type=client_credentials&scope=orders%3Aread+a%2Bb+Z"
                        + "&tenant=https%3A%2F%2Fapi.example.com%2Fx+y");
    }

    @Test
    @DisplayName("R6749-04: the vector V4 of 1.1.1, appendix B")
    void encodesForms() {
        assertThat(FormParameters.encode(" %&+\u00a3\u20ac")).isEqualTo("+%25%26%2B%C2%A3%E2%82%AC");
        assertThat(FormParameters.encode("AZaz09*-._")).isEqualTo("AZaz09*-._");
        assertThat(FormParameters.encode("~/:=?@\ud83d\ude00")).isEqualTo("%7E%2F%3A%3D%3F%40%F0%9F%98%80");
    }

    @Test
    @DisplayName("3 a base that two share is not changed by either")
    void sharesABase() {
        TokenRequest base = client("base", "secret").scope("common").param("tenant", "t");
        TokenRequest reading = base.scope("read").param("region", "r");
        TokenRequest writing = base.scope("write").clientId("writer");

        sent(writing);
        assertThat(transport.body()).isEqualTo("grant_type=client_credentials&scope=common+write&tenant=t");
        sent(reading);
        assertThat(transport.body()).isEqualTo("grant_type=client_credentials&scope=common+read&tenant=t&region=r");
        sent(base);
        assertThat(transport.body()).isEqualTo("grant_type=client_credentials&scope=common&tenant=t");
        assertThat(base).hasToString("TokenRequest[client_credentials, client=base, as=https://id.example.com]");
    }

    @Test
    @DisplayName("3 an array handed to scope() may change afterwards")
    void copiesTheScopes() {
        String[] scopes = {"a", "b"};
        TokenRequest request = client("id", "secret").scope(scopes);
        scopes[0] = "evil&client_id=x";

        sent(request);
        assertThat(transport.body()).endsWith("scope=a+b");
    }

    @Test
    void readsTheSecretAndSendsOnEachSubscription() {
        TokenSource source = client("id", "secret").source();
        ask(source);
        ask(source);
        assertThat(transport.requests).hasSize(2);
    }

    @Test
    void sendsOnceForManyWhenCached() {
        try (var tokens = client("id", "secret").cache()) {
            ask(tokens);
            ask(tokens);
        }
        assertThat(transport.requests).hasSize(1);
    }

    @ParameterizedTest
    @DisplayName("0.5 a client id is shown without its middle, a name as it is")
    @ValueSource(strings = {"123456789", "s6BhdRkqt3-production"})
    void masksTheClientId(String id) {
        TokenRequest request = client(id, "secret");
        String end = id.substring(id.length() - 3);
        assertThat(request.toString())
                .doesNotContain(id)
                .contains(id.substring(0, 3) + ".." + end + "(" + id.length() + ")");
        assertThat(request.source().toString()).doesNotContain(id);
        assertThat(request.name("orders").toString()).contains("client=orders,");
    }
}
