package io.reactortoken.secrets.aws;

import static io.reactortoken.secrets.aws.FakeSecretsManager.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.secrets.testing.Leaks;
import io.reactortoken.secrets.testing.Loads;
import io.reactortoken.secrets.testing.Logs;
import io.reactortoken.secrets.testing.Loopback.Answer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

class AwsSecretsTest {

    private static final String CANARY = "CNRY-aws-value-83af12cc90";

    /** One for all tests: the client takes seconds to close. */
    private static final FakeSecretsManager SERVICE = new FakeSecretsManager();

    private static final SecretsManagerAsyncClient CLIENT = SERVICE.client();

    private final AwsSecrets secrets = AwsSecrets.over(CLIENT).loading(Loads::patient);
    private final SecretSource source = secrets.secret("orders/client");

    @BeforeEach
    void reset() {
        SERVICE.reset();
    }

    @AfterAll
    static void stop() {
        CLIENT.close();
        SERVICE.close();
    }

    private TokenCredentialException failure(SecretSource failing) {
        return Loads.failure(failing, CANARY, FakeSecretsManager.KEY, "CNRY-message-of-the-server");
    }

    @Test
    @DisplayName("CS-13 a plain string, with its version, by a signed request")
    void readsAString() {
        SERVICE.put("orders/client", "AWSCURRENT", "v-1", "\"SecretString\":\"" + CANARY + "\"");

        Secret secret = Loads.secret(source);

        assertThat(secret.reveal()).isEqualTo(CANARY);
        assertThat(secret.version()).isEqualTo("v-1");
        assertThat(SERVICE.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName("CS-13 JSON: fields of one document, read once; without the field the message lists the names")
    void readsJsonFields() {
        String json = "{\\\"client_id\\\":\\\"billing\\\",\\\"client_secret\\\":\\\"" + CANARY + "\\\",\\\"port\\\":1}";
        SERVICE.put("orders/client", "AWSCURRENT", "v-1", "\"SecretString\":\"" + json + "\"");

        assertThat(Loads.secret(source.jsonField("client_secret")).reveal()).isEqualTo(CANARY);
        assertThat(Loads.secret(source.jsonField("client_id")).version()).isEqualTo("v-1");
        TokenCredentialException none = failure(source.jsonField("secret"));

        assertThat(none).hasMessageContaining("aws-sm:orders/client").hasMessageContaining("client_id, client_secret");
        assertThat(none.code()).isEqualTo(Code.CRD_P);
        assertThat(SERVICE.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName("CS-13 SecretBinary is the text that its bytes are, and nothing if they are none")
    void readsBytes() {
        String base64 =
                Base64.getEncoder().encodeToString((CANARY + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        SERVICE.put("orders/client", "AWSCURRENT", "v-1", "\"SecretBinary\":\"" + base64 + "\"");
        SERVICE.put("key", "AWSCURRENT", "v-1", "\"SecretBinary\":\"/////w==\"");
        SERVICE.put("none", "AWSCURRENT", "v-1", "\"SecretString\":null");

        assertThat(Loads.secret(source).reveal()).isEqualTo(CANARY);
        assertThat(failure(secrets.secret("key"))).hasMessageContaining("is not text in UTF-8");
        assertThat(failure(secrets.secret("none"))).hasMessageContaining("neither a SecretString nor a SecretBinary");
    }

    @Test
    @DisplayName("CS-13 AWSCURRENT unless another stage is asked for")
    void readsAStage() {
        SERVICE.put("orders/client", "AWSCURRENT", "v-1", "\"SecretString\":\"" + CANARY + "\"");
        SecretSource pending = secrets.secret("orders/client", "AWSPENDING");

        assertThat(failure(pending))
                .hasMessageContaining("aws-sm:orders/client@AWSPENDING")
                .hasMessageContaining("no version has the stage AWSPENDING");
        SERVICE.put("orders/client", "AWSPENDING", "v-2", "\"SecretString\":\"" + CANARY + "2\"");

        assertThat(Loads.secret(pending).version()).isEqualTo("v-2");
        assertThat(Loads.secret(source).version()).isEqualTo("v-1");
    }

    @ParameterizedTest(name = "CS-13 {1} ({0}): {2}")
    @CsvSource(delimiter = '|', textBlock = """
            400|ResourceNotFoundException   |CRD_P|does not exist
            400|InvalidRequestException     |CRD_P|is marked as deleted
            400|InvalidParameterException   |CRD_P|in a way that AWS refuses
            400|DecryptionFailure           |CRD_P|cannot be decrypted with its KMS key
            400|AccessDeniedException       |CRD_P|may not be read by this identity
            403|UnrecognizedClientException |CRD_P|does not know the access key
            400|ExpiredTokenException       |CRD_T|AWS credentials that have expired
            400|RequestExpired              |CRD_T|the clocks are apart
            400|ThrottlingException         |CRD_T|because AWS throttles
            500|InternalServiceError        |CRD_T|because AWS failed
            400|SomethingNew                |CRD_P|was refused: SomethingNew
            400|no<such>code                |CRD_P|was refused: no error code
            """)
    @DisplayName("CS-13 what the service refuses")
    void tellsWhatTheServiceRefuses(int status, String type, Code code, String what) {
        SERVICE.answer(error(status, type), error(status, type), error(status, type));

        TokenCredentialException failure = failure(source);

        assertThat(failure).hasMessageContaining(what);
        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure.failure().status()).isEqualTo(status);
        assertThat(failure.failure().correlationIds()).containsEntry("x-amzn-requestid", "7a1f-request");
    }

    @Test
    @DisplayName("CS-13 throttling that passes: the client tries again, and the secret is there")
    void waitsForThrottling() {
        SERVICE.put("orders/client", "AWSCURRENT", "v-1", "\"SecretString\":\"" + CANARY + "\"");
        SERVICE.answer(error(400, "ThrottlingException"), error(400, "ThrottlingException"));

        assertThat(Loads.secret(source).reveal()).isEqualTo(CANARY);
        assertThat(SERVICE.requests()).isEqualTo(3);
    }

    @Test
    @DisplayName("CS-13, CS-17 a hang ends by the deadline, and another secret does not wait for it")
    void endsAHang() {
        SERVICE.answer(Answer.NEVER);
        SecretSource slow = secrets.loading(loader -> loader.deadline(Duration.ofMillis(500)))
                .secret("orders/client");

        TokenCredentialException failure = failure(slow);

        assertThat(failure).hasMessageContaining("did not answer within 500 ms");
        assertThat(failure.code()).isEqualTo(Code.CRD_T);
        SERVICE.reset();
        SERVICE.put("other", "AWSCURRENT", "v-1", "\"SecretString\":\"" + CANARY + "\"");
        assertThat(Loads.secret(secrets.secret("other")).reveal()).isEqualTo(CANARY);
    }

    @Test
    @DisplayName("CS-17 one load serves all who wait, and is remembered for five minutes")
    void sharesOneLoad() {
        SERVICE.put("orders/client", "AWSCURRENT", "v-1", "\"SecretString\":\"" + CANARY + "\"");

        Long served =
                Flux.range(0, 100).flatMap(i -> source.secret(), 100).count().block(Duration.ofMinutes(1));

        assertThat(served).isEqualTo(100);
        assertThat(SERVICE.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "CS-18, CS-19 a refusal finds a new version at once, then not for ten seconds; the last good one outlives errors")
    void reloadsAfterARefusal() {
        SERVICE.put("orders/client", "AWSCURRENT", "v-1", "\"SecretString\":\"one\"");
        assertThat(Loads.secret(source).version()).isEqualTo("v-1");
        SERVICE.put("orders/client", "AWSCURRENT", "v-2", "\"SecretString\":\"two\"");

        assertThat(Loads.secret(source).version()).isEqualTo("v-1");
        assertThat(Loads.reload(source).version()).isEqualTo("v-2");
        assertThat(Loads.reload(source).version()).isEqualTo("v-2");
        assertThat(SERVICE.requests()).isEqualTo(2);

        SecretSource eager =
                secrets.loading(loader -> loader.maxAge(Duration.ZERO)).secret("orders/client");
        assertThat(Loads.secret(eager).version()).isEqualTo("v-2");
        SERVICE.answer(error(500, "x"), error(500, "x"), error(500, "x"));
        assertThat(Loads.secret(eager).version()).isEqualTo("v-2");
    }

    @Test
    @DisplayName("O4 loads are asked for on a thread that must not block, which BlockHound watches")
    void blocksNothing() {
        SERVICE.put("orders/client", "AWSCURRENT", "v-1", "\"SecretString\":\"" + CANARY + "\"");

        Loads.assertWatched();
        assertThat(Loads.secret(source).reveal()).isEqualTo(CANARY);
        assertThat(Loads.reload(source).reveal()).isEqualTo(CANARY);
    }

    @Test
    @DisplayName("O1, TM-30 nothing shows a secret or a key, but for one logger of the SDK that is warned of")
    void showsNothing() {
        SERVICE.put("orders/client", "AWSCURRENT", "v-1", "\"SecretString\":\"" + CANARY + "\"");
        try (Logs logs = Logs.everything()) {
            AwsSecrets warned = AwsSecrets.over(CLIENT);
            Loads.secret(warned.secret("orders/client"));
            Leaks.assertNone(warned, CANARY, FakeSecretsManager.KEY);
            Leaks.assertNone(source, CANARY, FakeSecretsManager.KEY);
            SERVICE.put("a document", "AWSCURRENT", "v-1", "\"SecretString\":\"{" + CANARY + "\"");
            failure(secrets.secret("a document").jsonField("a"));
            SERVICE.put("bytes", "AWSCURRENT", "v-1", "\"SecretBinary\":\"/////w==\"");
            failure(secrets.secret("bytes"));
            for (String type : List.of("AccessDeniedException", "InvalidSignatureException", "InternalServiceError")) {
                SERVICE.answer(error(400, type), error(400, type), error(400, type));
                failure(secrets.secret("none"));
                SERVICE.reset();
            }

            assertThat(logs.size()).isPositive();
            assertThat(logs.leaking(CANARY, FakeSecretsManager.KEY)).containsExactly(SdkLogs.WIRE);
            assertThat(logs.of(AwsSecrets.class)).hasSize(1);
        }
        try (Logs logs = Logs.warnings()) {
            AwsSecrets.over(CLIENT);
            assertThat(logs.size()).isZero();
        }
    }

    @Test
    @DisplayName("CS-13 a blank name is refused where it is written")
    void refusesABlankName() {
        assertThatIllegalArgumentException().isThrownBy(() -> secrets.secret(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> secrets.secret("a", ""));
    }
}
