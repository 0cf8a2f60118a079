package io.reactortoken.secrets.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.secrets.testing.Loads;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The SDK's own client. Its settings come from system properties, which this class puts back. */
class DefaultClientTest {

    private final Map<String, @Nullable String> before = new HashMap<>();

    @BeforeEach
    void nothingFromThisMachine() {
        set("aws.disableEc2Metadata", "true");
        set("aws.configFile", "/nonexistent/config");
        set("aws.sharedCredentialsFile", "/nonexistent/credentials");
    }

    private void set(String name, String value) {
        before.putIfAbsent(name, System.getProperty(name));
        System.setProperty(name, value);
    }

    @AfterEach
    void restore() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }

    @Test
    @DisplayName(
            "CS-13 no region, no credentials, another key, nobody there: each is an error of one load, and can be mended")
    void usesTheSdksOwnDefaults() {
        AwsSecrets secrets = AwsSecrets.create();
        SecretSource source = secrets.loading(loader -> Loads.patient(loader).maxAge(Duration.ZERO))
                .secret("orders/client");
        FakeSecretsManager service = new FakeSecretsManager();
        try (service) {
            service.put("orders/client", "AWSCURRENT", "v-1", "\"SecretString\":\"text\"");
            set("aws.endpointUrlSecretsManager", service.uri().toString());
            assertFailure(source, Code.CRD_P, "no AWS region is set");

            set("aws.region", "eu-central-1");
            assertFailure(source, Code.CRD_T, "no AWS credentials were found");

            set("aws.accessKeyId", FakeSecretsManager.KEY_ID);
            set("aws.secretAccessKey", FakeSecretsManager.KEY);
            assertThat(Loads.secret(source).reveal()).isEqualTo("text");

            set("aws.secretAccessKey", "CNRY-other-key-77");
            assertFailure(
                    source, Code.CRD_P, "does not know the access key or the signature: InvalidSignatureException");
        }
        assertFailure(source, Code.CRD_T, "ConnectException");

        secrets.close();
        assertFailure(source, Code.CRD_T, "closed");
    }

    private static void assertFailure(SecretSource source, Code code, String what) {
        TokenCredentialException failure = Loads.failure(source, FakeSecretsManager.KEY, "CNRY-other-key-77");
        assertThat(failure).hasMessageContaining(what);
        assertThat(failure.code()).isEqualTo(code);
    }
}
