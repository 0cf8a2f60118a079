package io.reactortoken.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.Messages;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretLoader;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.test.TestTime;
import io.reactortoken.transport.TransportRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Client id and secret that come from two places, and are replaced one after the other. */
class ClientPairTest {

    private final TestTime time = TestTime.create();
    private final RecordingTransport transport = new RecordingTransport();
    private final Deque<String> ids = new ArrayDeque<>();
    private final List<Throwable> errors = new ArrayList<>();
    private String id = "one";
    private String secret = "s-one";

    private TokenRequest request(SecretSource idSource, SecretSource secretSource) {
        return OAuth2.clientCredentials("https://id.example.com/token")
                .client(idSource, secretSource)
                .transport(transport);
    }

    private CachedTokenSource tokens() {
        SecretSource idSource = SecretLoader.of("an id", () -> Mono.fromSupplier(() -> Secret.of(nextId())))
                .reloadInterval(Duration.ZERO)
                .source();
        SecretSource secretSource = SecretLoader.of("a secret", () -> Mono.fromSupplier(() -> Secret.of(secret)))
                .reloadInterval(Duration.ZERO)
                .source();
        return request(idSource, secretSource).cache(time.policy().build());
    }

    private String nextId() {
        String next = ids.poll();
        return next == null ? id : next;
    }

    private static String pair(TransportRequest sent) {
        String basic = sent.headers().getOrDefault("Authorization", "").substring("Basic ".length());
        return new String(Base64.getDecoder().decode(basic), UTF_8);
    }

    private void call(CachedTokenSource tokens) {
        tokens.token().subscribe(token -> {}, errors::add);
    }

    @Test
    @DisplayName("CS-12 the id is replaced while the secret is read: both are read again, and only the pair is sent")
    void readsATornPairAgain() {
        ids.add("old");
        CachedTokenSource tokens = tokens();
        call(tokens);
        assertThat(errors).isEmpty();
        assertThat(transport.requests).extracting(ClientPairTest::pair).containsExactly("one:s-one");
    }

    @Test
    @DisplayName("CS-12 an id that never rests is CRD-T, and nothing is sent")
    void givesUpOnAnIdThatNeverRests() {
        for (int i = 0; i < 100; i++) {
            ids.add("id" + i);
        }
        CachedTokenSource tokens = tokens();
        call(tokens);
        time.advance(Duration.ofSeconds(5));
        assertThat(transport.requests).isEmpty();
        TokenException error = (TokenException) errors.get(0);
        assertThat(error.code()).isEqualTo(Code.CRD_T);
        Messages.assertWellFormed(error);
    }

    @Test
    @DisplayName("CS-12 a torn pair that was refused is never sent twice: the whole one is, as soon as it is there")
    void neverSendsATornPairTwice() {
        id = "two"; // the secret is still the one before
        transport.always(RecordingTransport.response(401, "{\"error\":\"invalid_client\"}"));
        CachedTokenSource tokens = tokens();
        call(tokens);
        for (int i = 0; i < 5; i++) {
            time.advance(Duration.ofMillis(100));
            call(tokens);
        }
        assertThat(transport.requests).hasSize(1);
        secret = "s-two";
        transport.always(RecordingTransport.granted());
        time.advance(Duration.ofSeconds(1));
        errors.clear();
        call(tokens);
        assertThat(errors).isEmpty();
        assertThat(transport.requests).extracting(ClientPairTest::pair).containsExactly("two:s-one", "two:s-two");
    }

    @Test
    @DisplayName("CS-12 from two files of one mount; messages name the file of the id")
    void readsTwoFiles(@TempDir Path folder) throws Exception {
        Path idFile = Files.writeString(folder.resolve("client_id"), "billing\n");
        Path secretFile = Files.writeString(folder.resolve("client_secret"), "s\n");
        TokenRequest request = request(SecretSource.file(idFile), SecretSource.file(secretFile));
        request.source().token().block();
        assertThat(pair(transport.only())).isEqualTo("billing:s");
        TokenRequest unmounted = request(SecretSource.file(folder.resolve("none")), SecretSource.file(secretFile))
                .retry(RetryPolicy.none());
        TokenException missing = catchThrowableOfType(
                TokenCredentialException.class, () -> unmounted.source().token().block());
        assertThat(missing).hasMessageContaining("none does not exist").hasMessageContaining("client=file:");
    }

    @Test
    @DisplayName(
            "CS-01 an id that is missing is found when the request is built; clientId(..) takes the place of a source")
    void checksTheIdWhenItIsBuilt() {
        TokenRequest request = request(SecretSource.env("REACTOR_TOKEN_NO_SUCH_ID"), SecretSource.of("s"));
        assertThat(catchThrowableOfType(TokenCredentialException.class, request::source))
                .hasMessageContaining("REACTOR_TOKEN_NO_SUCH_ID is not set");
        request.clientId("billing").source().token().block();
        assertThat(pair(transport.only())).isEqualTo("billing:s");
    }
}
