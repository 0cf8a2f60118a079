package io.reactortoken.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reactortoken.Leaks;
import io.reactortoken.Messages;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretLoader;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import io.reactortoken.transport.TransportRequest;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** R6749-01 to R6749-08, R7617-01, R8705-01 and the vectors of 1.1.1: how a client proves who it is. */
class ClientAuthenticationRowsTest {

    private static final Map<String, ClientAuthentication> METHODS = Map.of(
            "BASIC", ClientAuthentication.clientSecretBasic(),
            "RAW", ClientAuthentication.clientSecretBasicRaw(),
            "POST", ClientAuthentication.clientSecretPost(),
            "NONE", ClientAuthentication.none(),
            "TLS", ClientAuthentication.tlsClientAuth(),
            "SELF_SIGNED", ClientAuthentication.selfSignedTlsClientAuth());

    private final RecordingTransport transport = new RecordingTransport();

    private TokenRequest client(String id, String secret, String method) {
        return plain(id, method).clientSecret(given(secret));
    }

    /** As the program gave it, also where chance makes it look like a placeholder. */
    private static SecretSource given(String secret) {
        return SecretLoader.of("the program", () -> Mono.just(Secret.of(secret)))
                .untrimmed()
                .allowPlaceholder()
                .source();
    }

    private TokenRequest plain(String id, String method) {
        return OAuth2.clientCredentials("https://id.example.com/token")
                .clientId(id)
                .authentication(METHODS.getOrDefault(method, ClientAuthentication.none()))
                .retry(RetryPolicy.none())
                .transport(transport);
    }

    private TransportRequest sent(TokenRequest request) {
        transport.requests.clear();
        StepVerifier.create(request.source().token()).expectNextCount(1).verifyComplete();
        return transport.only();
    }

    private static TokenException refused(TokenRequest request) {
        Throwable error = catchThrowable(() -> request.source().token().block());
        Messages.assertWellFormed(error);
        return (TokenException) error;
    }

    @ParameterizedTest(name = "R6749-03: vector {0} of 1.1.1", quoteTextArguments = false)
    @CsvSource({
        "V1, BASIC, s6BhdRkqt3, 7Fjfp0ZBr1KtDRbnfVdmIw, czZCaGRSa3F0Mzo3RmpmcDBaQnIxS3REUmJuZlZkbUl3",
        "V2, BASIC, s6BhdRkqt3, gX1fBat3bV, czZCaGRSa3F0MzpnWDFmQmF0M2JW",
        "V3, BASIC, 1PpG/Q 1, z/tZ9VwFZqApmIQ+ZH1I5pLk/uB4ud:X2/8bL+wfFTt1rFw=, MVBwRyUyRlErMTp6JTJGdFo5VndGWnFBcG1JUSUyQlp"
                + "IMUk1cExrJTJGdUI0dWQlM0FYMiUyRjhiTCUyQndmRlR0MXJGdyUzRA==",
        "V3-RAW, RAW, 1PpG/Q 1, z/tZ9VwFZqApmIQ+ZH1I5pLk/uB4ud:X2/8bL+wfFTt1rFw=, MVBwRy9RIDE6ei90WjlWd0ZacUFwbUlRK1pIM"
                + "Uk1cExrL3VCNHVkOlgyLzhiTCt3ZkZUdDFyRnc9",
        "V4, BASIC, x, ' %&+\u00a3\u20ac', eDorJTI1JTI2JTJCJUMyJUEzJUUyJTgyJUFD",
        "V5, BASIC, a:b, c:d, YSUzQWI6YyUzQWQ="
    })
    void encodesBasic(String vector, String method, String id, String secret, String expected) {
        TransportRequest request = sent(client(id, secret, method));
        assertThat(request.headers()).containsEntry("Authorization", "Basic " + expected);
        assertThat(transport.body()).isEqualTo("grant_type=client_credentials");
    }

    @Test
    @DisplayName("R6749-05: a colon in the id cannot go through RAW, and nothing is tried in its place")
    void refusesAColonInRaw() {
        TokenException error = refused(client("a:b", "secret", "RAW"));
        assertThat(error).isInstanceOf(TokenConfigurationException.class);
        assertThat(error)
                .message()
                .startsWith("CFG a client id with a colon")
                .contains("(client=a:b, as=https://id.example.com)");
        assertThat(transport.requests).isEmpty();
    }

    @ParameterizedTest(name = "R6749-05: {0} is not changed after invalid_client", quoteTextArguments = false)
    @CsvSource({"BASIC", "RAW", "POST"})
    void neverProbes(String method) {
        transport.always(RecordingTransport.response(401, "{\"error\":\"invalid_client\"}"));
        TokenException error = refused(client("id", "se cret", method));
        assertThat(error.code()).isEqualTo(Code.OAE);
        assertThat(transport.requests).hasSize(1);
    }

    @ParameterizedTest(name = "R6749-02: {0} is the only proof in the request", quoteTextArguments = false)
    @CsvSource({"BASIC, true, ''", "RAW, true, ''", "POST, false, '&client_id=1PpG%2FQ+1&client_secret=z%2Ft%2BZ%3D%3A'"
    })
    void sendsOneProof(String method, boolean header, String body) {
        TransportRequest request = sent(client("1PpG/Q 1", "z/t+Z=:", method));
        assertThat(request.headers().containsKey("Authorization")).isEqualTo(header);
        assertThat(transport.body()).isEqualTo("grant_type=client_credentials" + body);
    }

    @ParameterizedTest(name = "R8705-01: {0} sends client_id and no secret", quoteTextArguments = false)
    @CsvSource({"TLS, tls_client_auth", "SELF_SIGNED, self_signed_tls_client_auth"})
    void sendsTheIdBesideACertificate(String method, String name) {
        TransportRequest request = sent(plain("a/b", method));
        assertThat(request.headers()).containsOnlyKeys("Content-Type", "Accept");
        assertThat(transport.body()).isEqualTo("grant_type=client_credentials&client_id=a%2Fb");

        transport.always(RecordingTransport.response(401, "{\"error\":\"invalid_client\"}"));
        assertThat(refused(plain("a/b", method)))
                .message()
                .contains("certificate", name)
                .endsWith("[H-CLIENT]");
    }

    @Test
    @DisplayName("R6749-01: client credentials without a proof are refused when built")
    void refusesCredentialsWithoutProof() {
        TokenException error = refused(plain("id", "NONE"));
        assertThat(error).isInstanceOf(TokenConfigurationException.class);
        assertThat(error).message().startsWith("CFG the grant client_credentials is not for clients that do not");
        assertThat(transport.requests).isEmpty();
    }

    @ParameterizedTest(name = "R6749-02: a secret beside {0} is refused when built", quoteTextArguments = false)
    @CsvSource({"TLS", "SELF_SIGNED"})
    void refusesASecretThatIsNotSent(String method) {
        assertThat(refused(client("id", "CNRY-secret-00", method)))
                .message()
                .startsWith("CFG there is a client secret, and ")
                .doesNotContain("CNRY");
    }

    private static final class Empty implements SecretSource {
        @Override
        public Mono<Secret> secret() {
            return Mono.just(Secret.of(""));
        }

        @Override
        public String description() {
            return "the vault";
        }
    }

    @ParameterizedTest(
            name = "R6749-08: an empty secret by {0} is an error, unless it is allowed",
            quoteTextArguments = false)
    @CsvSource({"BASIC, 'Basic YSUyRmI6', ''", "RAW, 'Basic YS9iOg==', ''", "POST, , '&client_id=a%2Fb'"})
    void sendsAnEmptySecretWhereAllowed(String method, String header, String body) {
        TokenRequest request = plain("a/b", method).clientSecret(new Empty());
        assertThat(refused(request).code()).isEqualTo(Code.CRD_P);

        ClientAuthentication allowing =
                ClientAuthentication.allowingEmptySecret(METHODS.getOrDefault(method, ClientAuthentication.none()));
        TransportRequest sent = sent(request.authentication(allowing));
        assertThat(sent.headers().get("Authorization")).isEqualTo(header);
        assertThat(transport.body()).isEqualTo("grant_type=client_credentials" + body);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientAuthentication.allowingEmptySecret(ClientAuthentication.none()));
    }

    @ParameterizedTest(name = "R7617-01: a control character in the secret, by {0}", quoteTextArguments = false)
    @CsvSource({"BASIC", "RAW", "POST"})
    void refusesControlCharacters(String method) {
        TokenException secret = refused(client("id", "CNRY-sec-77\u0007aa51c0", method));
        assertThat(secret.code()).isEqualTo(Code.CRD_P);
        assertThat(secret)
                .message()
                .contains("the secret from the program holds a control character U+0007 at index 11");
        Leaks.assertNone(secret, "CNRY-sec-77");
        TokenException id = refused(client("i\nd", "secret", method));
        assertThat(id.code()).isEqualTo(Code.CFG);
        assertThat(id).message().contains("the client id holds a control character U+000A at index 1");
        assertThat(transport.requests).isEmpty();
    }

    @ParameterizedTest(name = "TE-110: invalid_client by {0} says: {2}", quoteTextArguments = false)
    @CsvSource({
        "BASIC, 'p+w=d/\u00fc p+', '10 characters; if Postman works, try clientSecretBasicRaw() or clientSecretPost(): form encoding changes U+0020 + / = U+00FC ['",
        "BASIC, plain, '5 characters; if Postman works, try clientSecretBasicRaw() or clientSecretPost() ['",
        "RAW, 'a+b', '3 characters; if Postman works, try clientSecretBasic() or clientSecretPost(): form encoding changes + ['",
        "POST, 'a+b', '3 characters; if Postman works, try clientSecretBasic(): form encoding changes + ['"
    })
    void hintsAtTheCredentials(String method, String secret, String hint) {
        transport.always(RecordingTransport.response(401, "{\"error\":\"invalid_client\"}"));
        assertThat(refused(client("id", secret, method)))
                .message()
                .contains("- check id and secret, and that both are this environment's: secret from the program, "
                        + hint);
    }

    @ParameterizedTest(name = "TE-117: invalid_request by {0} says: {1}", quoteTextArguments = false)
    @CsvSource({
        "BASIC, client_secret_basic; if id and secret have odd characters, try clientSecretBasic() or clientSecretPost() [",
        "RAW, client_secret_basic; if id and secret have odd characters, try clientSecretBasic() or clientSecretPost() [",
        "POST, client_secret_post ["
    })
    void hintsAtAHeaderThatCannotBeDecoded(String method, String hint) {
        transport.always(RecordingTransport.response(400, "{\"error\":\"invalid_request\"}"));
        assertThat(refused(client("id", "p%w", method))).message().contains("; method " + hint);
    }

    static Stream<Long> seeds() {
        return new Random().longs(5).boxed();
    }

    @ParameterizedTest(name = "1.1.1: decode what we encode is what was given, seed {0}")
    @MethodSource("seeds")
    void decodesToWhatWasGiven(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            String id = text(random);
            String secret = "canary-secret-" + text(random);
            assertThat(pair(sent(client(id, secret, "BASIC")), true)).containsExactly(id, secret);
            assertThat(pair(sent(client(id.replace(":", ""), secret, "RAW")), false))
                    .containsExactly(id.replace(":", ""), secret);
            sent(client(id, secret, "POST"));
            assertThat(form(transport.body())).containsEntry("client_id", id).containsEntry("client_secret", secret);
        }
    }

    private static List<String> pair(TransportRequest request, boolean encoded) {
        String header = request.headers().getOrDefault("Authorization", "");
        String pair = new String(Base64.getDecoder().decode(header.substring(6)), UTF_8);
        return Arrays.stream(pair.split(":", 2))
                .map(part -> encoded ? URLDecoder.decode(part, UTF_8) : part)
                .toList();
    }

    private static String text(Random random) {
        String visible = random.ints(random.nextInt(40), 0x20, 0x7f)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        return "x" + visible + (random.nextBoolean() ? "\u00a3\ud83d\ude00" : "");
    }

    private static Map<String, String> form(String body) {
        return Stream.of(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> URLDecoder.decode(pair[0], UTF_8), pair -> URLDecoder.decode(pair[1], UTF_8)));
    }
}
