package io.reactortoken;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretLoader;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.RegistryPolicy;
import io.reactortoken.oauth2.SecurityToken;
import io.reactortoken.oauth2.TokenExchange;
import io.reactortoken.oauth2.TokenSources;
import io.reactortoken.oauth2.auth.ClientProof;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** O1: what holds a secret or a token does not show it, and does not go into a stream. */
class SecrecyTest {

    private static final String CANARY = "CNRY-any-91c4e2b8";

    static Stream<Object> holders() {
        byte[] body = CANARY.getBytes(UTF_8);
        URI uri = URI.create("https://user:" + CANARY + "@id.example.com/token?a=" + CANARY);
        AccessToken.Builder builder = AccessToken.builder(CANARY);
        return Stream.of(
                builder,
                builder.lifetime(Duration.ofHours(1)).scopes(List.of("a")),
                builder.build(),
                AccessToken.bearer(CANARY, Duration.ofHours(1)),
                Secret.of(CANARY),
                SecretSource.of(CANARY),
                SecretSource.of(CANARY).orElse(SecretSource.of(CANARY)),
                SecretSource.of(CANARY).map(secret -> secret),
                SecretSource.of("{\"a\":\"" + CANARY + "\"}").jsonField("a"),
                SecretLoader.of("a store", () -> Mono.just(Secret.of(CANARY))),
                loaded(),
                OAuth2.clientCredentials(uri).client(SecretSource.of("id"), SecretSource.of(CANARY)),
                new TransportRequest(uri, Map.of("Authorization", CANARY), body),
                new TransportResponse(200, Map.of("X", List.of(CANARY)), body),
                OAuth2.clientCredentials(uri).clientId("id").clientSecret(SecretSource.of(CANARY)),
                OAuth2.clientCredentials(uri).param("api_key", SecretSource.of(CANARY)),
                OAuth2.refreshToken("https://id.example.com", SecretSource.of(CANARY)),
                keyed(CANARY).source(CANARY),
                keyed(CANARY).source(CANARY).token(),
                keyed(CANARY),
                TokenSources.perRequest()
                        .source(OAuth2.clientCredentials(uri).param("api_key", SecretSource.of(CANARY))),
                RegistryPolicy.defaults(),
                OAuth2.jwtBearer("https://id.example.com", SecretSource.of(CANARY)),
                SecurityToken.jwt(SecretSource.of(CANARY)),
                TokenExchange.of(SecurityToken.accessToken(SecretSource.of(CANARY)))
                        .actor(SecurityToken.idToken(SecretSource.of(CANARY))),
                ClientProof.empty()
                        .header("Authorization", Secret.of(CANARY))
                        .parameter("client_secret", Secret.of(CANARY))
                        .hide(Secret.of(CANARY)));
    }

    /** A source that remembers its secret. */
    private static SecretSource loaded() {
        SecretSource source = SecretLoader.of("a store", () -> Mono.just(Secret.of(CANARY)))
                .maxAge(Duration.ofHours(1))
                .source();
        source.secret().block();
        return source;
    }

    @ParameterizedTest(name = "TM-05 {0}")
    @MethodSource("holders")
    @DisplayName("TM-05 an ObjectMapper with its defaults finds nothing to write")
    void givesNothingToAnObjectMapper(Object holder) {
        JsonMapper mapper = JsonMapper.builder()
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .build();
        Object written;
        try {
            written = mapper.writeValueAsString(holder);
        } catch (JacksonException refused) {
            written = refused;
        }
        Leaks.assertNone(written, CANARY);
    }

    /** Keys are not secrets; but a registry does not know what its users take for one. */
    private static TokenSources<String> keyed(String key) {
        TokenSources<String> tokens = TokenSources.perKey(tenant -> {
            throw new IllegalStateException("no request");
        });
        tokens.source(key).token().subscribe(unwanted -> {}, error -> Leaks.assertNone(error, key));
        return tokens;
    }

    @ParameterizedTest(name = "O1 {0}")
    @MethodSource("holders")
    @DisplayName("O1, TM-02, TM-06, SD-21 what holds a secret shows none and is not serializable")
    void showsNothing(Object holder) {
        Leaks.assertNone(holder, CANARY);
        assertThat(holder).isNotInstanceOf(Serializable.class);
    }

    @ParameterizedTest(name = "TE-051, TM-03, TM-26 {0}")
    @ValueSource(strings = {"CNRY-any-91c4e2b8\r\n", "CNRY-any-91c4e2b8 ", "CNRY-any-91c4e2b8\u00e9", ""})
    @DisplayName("TE-051, TM-03, TM-26 a token that is refused is not quoted")
    void quotesNoToken(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccessToken.builder(text))
                .satisfies(error -> Leaks.assertNone(error, CANARY));
    }

    @Test
    @DisplayName("R6749-04, TM-03 a secret that is refused is not quoted")
    void quotesNoSecret() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretSource.of(CANARY + "\ud83d"))
                .satisfies(error -> Leaks.assertNone(error, CANARY));
        assertThatIllegalArgumentException().isThrownBy(() -> SecretSource.of("\u00a0\u200b\ufeff "));
    }

    static Stream<TokenException> exceptions() {
        TokenFailure failure = TokenFailure.of(Code.CFG, "x");
        return Stream.of(
                TokenConfigurationException.of(failure, null),
                TokenCredentialException.of(failure, null),
                TokenEndpointException.of(failure, null),
                TokenResponseException.of(failure, null),
                TokenTransportException.of(failure, new IOException("reset")));
    }

    @ParameterizedTest(name = "O1 {0}")
    @MethodSource("exceptions")
    @DisplayName("O1 exceptions refuse Java serialization")
    void refusesSerialization(TokenException error) throws IOException {
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(error)).isInstanceOf(NotSerializableException.class);
        }
    }

    @ParameterizedTest(name = "0.5 {0}")
    @MethodSource("exceptions")
    @DisplayName("0.5 other facts: same kind, same cause, same stack trace")
    void keepsKindAndCause(TokenException error) {
        TokenException other = error.with(error.failure().client("billing"));
        assertThat(other).hasSameClassAs(error).hasMessage("CFG x (client=billing)");
        assertThat(other.getCause()).isSameAs(error.getCause());
        assertThat(other.getStackTrace()).isEqualTo(error.getStackTrace());
    }

    @Test
    @DisplayName("3 tokens are equal by type and text")
    void comparesTypeAndText() {
        AccessToken token = AccessToken.bearer("a", Duration.ofHours(1));
        assertThat(token)
                .isEqualTo(AccessToken.builder("a").build())
                .hasSameHashCodeAs(AccessToken.builder("a").build())
                .isNotEqualTo(AccessToken.builder("b").build())
                .isNotEqualTo(AccessToken.builder("a").type("DPoP").build());
    }
}
