package io.reactortoken.secrets.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.netty.NettyTokenTransport;
import io.reactortoken.secrets.testing.Leaks;
import io.reactortoken.secrets.testing.Loads;
import io.reactortoken.secrets.testing.Loopback.Answer;
import java.net.URI;
import java.util.Map;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a Vault token may go. */
class VaultAddressTest {

    private static final HeldCertificate CERTIFICATE = new HeldCertificate.Builder()
            .commonName("localhost")
            .addSubjectAlternativeName("localhost")
            .build();
    private static final HandshakeCertificates TLS =
            new HandshakeCertificates.Builder().heldCertificate(CERTIFICATE).build();
    private final FakeVault standby = FakeVault.https(TLS.sslContext());
    private final FakeVault active = FakeVault.https(TLS.sslContext());

    @AfterEach
    void stop() {
        standby.close();
        active.close();
    }

    private VaultSecretsBuilder builder() {
        active.put("orders", 1, "{\"client_secret\":\"text\"}");
        return VaultSecrets.builder()
                .address(URI.create(standby.origin()))
                .transport(NettyTokenTransport.builder()
                        .trust(CERTIFICATE.certificate())
                        .build())
                .kvVersion(2)
                .loading(Loads::patient)
                .appRole("orders", SecretSource.of(FakeVault.SECRET_ID));
    }

    private static SecretSource secret(VaultSecretsBuilder builder) {
        return builder.build().kv("secret", "orders", "client_secret");
    }

    private static Answer redirect(String location) {
        return new Answer(307, Map.of("Location", location), "");
    }

    @Test
    @DisplayName("CS-15 307 to a node that was named: login and token go there")
    void followsToANamedNode() {
        standby.answer(
                redirect(active.origin() + "/v1/auth/approle/login"),
                redirect(active.origin() + "/v1/secret/data/orders"));

        assertThat(Loads.secret(secret(builder().allowRedirect(active.origin())))
                        .reveal())
                .isEqualTo("text");

        assertThat(active.requests().get(1).header("X-Vault-Token")).isPresent();
        assertThat(active.asked()).containsExactly("auth/approle/login", "secret/data/orders");
    }

    @Test
    @DisplayName("CS-15 307 to a node that nobody named: not followed, and the message names it")
    void doesNotFollowElsewhere() {
        standby.answer(redirect(active.origin() + "/v1/auth/approle/login"));

        TokenCredentialException failure = Loads.failure(secret(builder()), FakeVault.SECRET_ID);

        assertThat(failure)
                .hasMessageContaining("was redirected by " + standby.origin() + " to " + active.origin())
                .hasMessageContaining("allowRedirect(..)");
        assertThat(failure.code()).isEqualTo(Code.CRD_T);
        assertThat(active.requests()).isEmpty();
    }

    @Test
    @DisplayName("CS-15 307 to another path, to nowhere, in a circle, or without TLS: not followed")
    void doesNotFollowAStrangeRedirect() {
        VaultSecretsBuilder named = builder().allowRedirect(active.origin(), standby.origin());
        String path = "/v1/auth/approle/login";
        String[] locations = {
            active.origin() + "/v1/sys/raw",
            "::",
            "",
            active.origin().replace("https", "http") + path,
            active.origin() + path + "?x",
            active.origin().replace("//", "//user@") + path
        };
        for (String location : locations) {
            standby.answer(redirect(location));
            assertThat(Loads.failure(secret(named), FakeVault.SECRET_ID)).hasMessageContaining("was redirected by");
        }
        standby.answer(redirect(standby.origin() + path), redirect(standby.origin() + path));
        assertThat(Loads.failure(secret(named), FakeVault.SECRET_ID)).hasMessageContaining("redirected twice");
        assertThat(active.requests()).isEmpty();
    }

    @Test
    @DisplayName("CS-15 a certificate that is not trusted: no answer, and the transport's own words")
    void tellsAnUntrustedCertificate() {
        SecretSource untrusting = secret(builder().transport(NettyTokenTransport.create()));

        assertThat(Loads.failure(untrusting, FakeVault.SECRET_ID))
                .hasMessageContaining("got no answer from " + standby.origin() + ": certificate not trusted");
        assertThat(standby.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://vault.example.com:8200",
                "https://user:CNRY-in-the-address@vault.example.com",
                "https://vault.example.com?CNRY-in-the-address",
                "vault.example.com",
                "ftp://vault.example.com"
            })
    @DisplayName("TM-20 an address without TLS, or that is none, is refused when built, and not quoted")
    void refusesAnAddress(String address) {
        assertThatThrownBy(() -> builder().address(URI.create(address)).build())
                .isInstanceOf(TokenConfigurationException.class)
                .satisfies(error -> Leaks.assertNone(error, "CNRY-in-the-address"));
    }

    @Test
    @DisplayName("0.5 what is missing is told when built")
    void refusesWhatIsMissing() {
        VaultSecretsBuilder empty = VaultSecrets.builder();
        assertThatThrownBy(empty::build)
                .isInstanceOf(TokenConfigurationException.class)
                .hasMessageContaining("address");
        assertThatThrownBy(() ->
                        empty.address(URI.create("https://vault.example.com")).build())
                .isInstanceOf(TokenConfigurationException.class)
                .hasMessageContaining("how to log in");
        assertThatThrownBy(() -> empty.allowRedirect("http://vault-2.example.com"))
                .isInstanceOf(TokenConfigurationException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> empty.kvVersion(3));
        assertThatIllegalArgumentException().isThrownBy(() -> empty.namespace("/admin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/orders", "orders/", "a//b", "../sys", "a/./b"})
    @DisplayName("2.9 a path that would lead elsewhere is refused where it is written")
    void refusesAPath(String path) {
        VaultSecrets vault = builder().build();
        assertThatIllegalArgumentException().isThrownBy(() -> vault.kv("secret", path));
        assertThatIllegalArgumentException().isThrownBy(() -> vault.kv(path, "orders"));
    }

    @Test
    @DisplayName("2.9 whatever else a path holds is escaped")
    void escapesAPath() {
        assertThat(new KvPath("team/kv", "a b/\u00e4?x#y%").inVersion(2))
                .isEqualTo("team/kv/data/a%20b/%C3%A4%3Fx%23y%25");
    }
}
