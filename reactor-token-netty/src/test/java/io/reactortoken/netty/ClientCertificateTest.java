package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.TokenCredentialException;
import io.reactortoken.credential.Secret;
import io.reactortoken.test.TestAuthority;
import io.reactortoken.test.TestIdentity;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import okhttp3.tls.HeldCertificate;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCertificateTest {

    private static final TestAuthority AUTHORITY = TestAuthority.create();
    private static final TestIdentity CLIENT = AUTHORITY.issue("billing");
    private static final Secret PASSWORD = Secret.of("CNRY-key-password-c41");

    @TempDir
    private Path directory;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private Path certificate() throws IOException {
        return file("client.pem", CLIENT.certificatePem() + AUTHORITY.certificatePem());
    }

    /** Made by openssl for this test, and good for nothing else. */
    private static Path resource(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ClientCertificateTest.class.getResource(name))
                .toURI());
    }

    private static AbstractThrowableAssert<?, ?> assertRefused(ThrowingCallable making) {
        return assertThatThrownBy(making)
                .isInstanceOf(TokenCredentialException.class)
                .hasMessageStartingWith("CRD-P ")
                .hasMessageEndingWith("[H-MTLS]")
                .hasMessageNotContaining("CNRY")
                .hasNoCause();
    }

    @Test
    void isReadFromTwoFilesOrFromOne() throws IOException {
        Path key = file("key.pem", CLIENT.privateKeyPem());
        Path both = file("both.pem", CLIENT.privateKeyPem() + CLIENT.certificatePem());

        assertThat(ClientCertificate.pem(certificate(), key).chain()).isEqualTo(CLIENT.chain());
        assertThat(ClientCertificate.pem(both, both).certificate()).isEqualTo(CLIENT.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"key-aes.pem", "key-sha512.pem", "key-3des.pem"})
    void theKeyMayBeEncrypted(String name) throws URISyntaxException {
        Path certificate = resource("client.pem");
        Path key = resource(name);

        assertThat(ClientCertificate.pem(certificate, key, PASSWORD).key().getAlgorithm())
                .isEqualTo("EC");
        assertRefused(() -> ClientCertificate.pem(certificate, key, Secret.of("CNRY-wrong")))
                .hasMessageContaining("cannot be read")
                .hasMessageContaining("password");
        assertRefused(() -> ClientCertificate.pem(certificate, key)).hasMessageContaining("is encrypted");
    }

    @Test
    void otherFormsOfKeysAreRefusedWithTheCommandThatConvertsThem() throws IOException {
        HeldCertificate rsa = new HeldCertificate.Builder().rsa2048().build();
        Path certificate = file("rsa.pem", rsa.certificatePem());
        Path pkcs1 = file("key.pem", rsa.privateKeyPkcs1Pem());

        assertRefused(() -> ClientCertificate.pem(certificate, pkcs1)).hasMessageContaining("openssl pkcs8 -topk8");
        assertThat(ClientCertificate.pem(certificate, file("key8.pem", rsa.privateKeyPkcs8Pem()))
                        .key())
                .isEqualTo(rsa.keyPair().getPrivate());
    }

    @Test
    void filesThatCannotBeUsedAreNamedAndNotQuoted() throws IOException {
        Path key = file("key.pem", CLIENT.privateKeyPem());
        Path broken = file("broken.pem", "-----BEGIN PRIVATE KEY-----\nCNRY\n-----END PRIVATE KEY-----\n");
        Path missing = directory.resolve("missing.pem");

        assertRefused(() -> ClientCertificate.pem(missing, key)).hasMessageContaining("missing.pem");
        assertRefused(() -> ClientCertificate.pem(certificate(), missing)).hasMessageContaining("missing.pem");
        assertRefused(() -> ClientCertificate.pem(key, key)).hasMessageContaining("key.pem");
        assertRefused(() -> ClientCertificate.pem(certificate(), certificate())).hasMessageContaining("holds none");
        assertRefused(() -> ClientCertificate.pem(certificate(), broken)).hasMessageContaining("broken.pem");
    }

    @Test
    void theKeyMustBeTheCertificatesOwn() {
        TestIdentity other = AUTHORITY.issue("billing");
        HeldCertificate rsa = new HeldCertificate.Builder().rsa2048().build();

        assertRefused(() -> ClientCertificate.of(CLIENT.chain(), other.privateKey()))
                .hasMessageContaining("not the one of the client certificate");
        assertRefused(() -> ClientCertificate.of(CLIENT.chain(), rsa.keyPair().getPrivate()))
                .hasMessageContaining("not the one of the client certificate");
        assertRefused(() -> ClientCertificate.of(List.of(), other.privateKey()));
    }

    @Test
    void whatHasExpiredIsRefusedWithItsDate() {
        TestIdentity expired = AUTHORITY.issue(Instant.parse("2020-01-01T00:00:00Z"), Duration.ofDays(365), "billing");

        assertRefused(() -> ClientCertificate.of(expired.chain(), expired.privateKey()))
                .hasMessageContaining("expired on 2020-12-31");
    }

    @Test
    void neitherKeyNorPasswordIsShown() {
        ClientCertificate certificate = ClientCertificate.of(CLIENT.chain(), CLIENT.privateKey());

        assertThat(certificate.toString()).startsWith("ClientCertificate[subject CN=billing, issuer CN=");
        assertThat(RotatingCertificate.of(certificate).toString()).contains(certificate.toString());
        assertThat(NettyTokenTransport.builder().clientCertificate(certificate).toString())
                .doesNotContain("billing");
    }
}
