package io.reactortoken.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactortoken.Messages;
import io.reactortoken.TokenException;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretLoader;
import io.reactortoken.test.TestTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What people know of a registration is in the hint, where it explains a refusal. */
class RegistrationNotesTest {

    private static final RegistrationNotes NONE = RegistrationNotes.none();
    private static final String REFUSED = "{\"error\":\"invalid_client\"}";

    private static final String SCOPE = "{\"error\":\"invalid_scope\"}";

    private static Ask noting(RegistrationNotes notes) {
        return Ask.with(request -> request.notes(notes));
    }

    private static TokenException refusal(TokenSource tokens) {
        AtomicReference<Throwable> error = new AtomicReference<>();
        StepVerifier.create(tokens.token()).consumeErrorWith(error::set).verify();
        Messages.assertWellFormed(error.get());
        return (TokenException) error.get();
    }

    private static String refusal(String label, String uri, String source) {
        TokenRequest base = OAuth2.clientCredentials(uri)
                .clientId("billing")
                .clientSecret(SecretLoader.of(source, () -> Mono.just(Secret.of(Ask.SECRET)))
                        .source())
                .transport(new RecordingTransport().always(RecordingTransport.response(401, REFUSED)))
                .notes(NONE.withEnvironment(label));
        return String.valueOf(refusal(base.source()).getMessage());
    }

    @ParameterizedTest(name = "{0}: {1} by {2}")
    @DisplayName("SD-32, H-ENV: the label tells the environment where the names of the other side do not")
    @CsvSource({
        "qa, https://id.example.com/token, vault:kv/prod/billing,"
                + " the secret from vault:kv/prod/billing looks like prod; the registration is for qa",
        "prod, https://qa.id.example.com/token, a store, the token URI looks like qa; the registration is for prod",
        "production, https://id.example.com/token, env:BILLING_UAT_SECRET,"
                + " the secret from env:BILLING_UAT_SECRET looks like uat; the registration is for prod"
    })
    void environment(String label, String uri, String source, String says) {
        assertThat(refusal(label, uri, source))
                .contains(says.replace(';', ',') + ": another environment's?")
                .endsWith("[H-ENV]");
    }

    @ParameterizedTest(name = "{0}: {1} by {2}")
    @DisplayName("SD-32: a label that fits, or that is no known word, explains nothing")
    @CsvSource({
        "prod, https://prod.example.com/token, vault:kv/prod/billing",
        "qa, https://uat.example.com/token, vault:kv/test/billing",
        "green, https://prod.example.com/token, a store"
    })
    void environmentThatFits(String label, String uri, String source) {
        assertThat(refusal(label, uri, source)).endsWith("[H-CLIENT]");
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("SD-33, H-SCOPE: a scope that was refused and has not the form of this server's is told so")
    @CsvSource({
        "admin:internal, admin:internal does not match default-m2m-[a-z0-9-]+/.+",
        "default-m2m-p2hkah, default-m2m-p2hkah does not match default-m2m-[a-z0-9-]+/.+",
        "default-m2m-p2hkah%2Fadmin:internal, looks percent-encoded already",
        "default-m2m-p2hkah/admin:internal, requested: default-m2m-p2hkah/admin:internal; case matters"
    })
    void scopePattern(String scope, String says) {
        RegistrationNotes notes = NONE.withScopePattern("default-m2m-[a-z0-9-]+/.+");
        TokenException error = Ask.by(
                        OAuth2.clientCredentials(Ask.URI).scope(scope).notes(notes))
                .refusedBy(400, SCOPE);
        assertThat(error).message().contains(says).endsWith("[H-SCOPE]");
    }

    @Test
    @DisplayName("SD-35: what support wants to know is in the error: the server, the client, when, and their own ids")
    void support() {
        // given
        TestTime time = TestTime.create();
        Ask ask = noting(NONE.withSupportContact("identity@example.com"));
        ask.transport.always(RecordingTransport.response(400, Map.of("X-Request-Id", List.of("f00-1")), SCOPE));
        // when
        TokenException error = refusal(ask.request().cache(time.policy().build()));
        // then
        assertThat(error.failure().origin()).isEqualTo(Ask.ORIGIN);
        assertThat(error.failure().client()).isEqualTo("bil..ent(14)");
        assertThat(error.failure().correlationIds()).containsEntry("x-request-id", "f00-1");
        assertThat(error.failure().sentAt()).contains(time.instant());
        assertThat(error)
                .message()
                .contains("id=f00-1) - requested: orders:read orders:write; ")
                .endsWith("; if all is right here, ask identity@example.com [H-SCOPE]");
    }

    @Test
    @DisplayName("SD-35: whom to ask is told in full, also after a long hint; and not where no server has refused")
    void supportInFull() {
        String longest = "x".repeat(64);
        Ask ask = Ask.with(request -> request.scope("s".repeat(300)).notes(NONE.withSupportContact(longest)));
        assertThat(ask.refusedBy(400, SCOPE)).message().endsWith(", ask " + longest + " [H-SCOPE]");
        assertThat(ask.refusedBy(200, "no JSON")).message().doesNotContain(longest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"caf\u00e9", "a\nb", "12345678901234567890123456789012345678901234567890123456789012345"})
    @DisplayName("what does not fit into a message is refused at once")
    void refusesOddTexts(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> NONE.withSupportContact(text));
        assertThatIllegalArgumentException().isThrownBy(() -> NONE.withEnvironment(text));
        assertThatIllegalArgumentException().isThrownBy(() -> NONE.withScopePattern("("));
    }
}
