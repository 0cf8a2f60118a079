package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RecordingTransport.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.Leaks;
import io.reactortoken.Messages;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenException;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import reactor.test.StepVerifier;

/** A client that knows its issuer only, and what it asks for. */
final class Discovery {

    static final String ISSUER = "https://id.example.com/realms/x";
    static final String ENDPOINT = ISSUER + "/token";

    final TestTime time = TestTime.create();
    final RecordingTransport transport = new RecordingTransport();

    TokenRequest request(Issuer issuer) {
        return OAuth2.clientCredentials(issuer)
                .clientId("billing-client")
                .clientSecret(SecretSource.of(Ask.SECRET))
                .retry(RetryPolicy.none())
                .transport(transport);
    }

    TokenRequest request() {
        return request(Issuer.of(ISSUER));
    }

    /** A source whose clocks stand still until the test moves them; it remembers nothing for long. */
    CachedTokenSource cache(TokenRequest request) {
        return request.cache(time.policy().build());
    }

    static String metadata(String more) {
        return "{\"issuer\":\"" + ISSUER + "\",\"token_endpoint\":\"" + ENDPOINT + "\"" + more + "}";
    }

    /** The next answer is a document with these members beside issuer and token_endpoint. */
    Discovery document(String more) {
        transport.then(200, metadata(more));
        return this;
    }

    static void granted(TokenSource tokens) {
        StepVerifier.create(tokens.token()).expectNextCount(1).expectComplete().verify(Duration.ofSeconds(10));
    }

    TokenException refused(TokenRequest request) {
        AtomicReference<Throwable> error = new AtomicReference<>();
        StepVerifier.create(request.source().token())
                .consumeErrorWith(error::set)
                .verify(Duration.ofSeconds(10));
        Messages.assertWellFormed(error.get());
        Leaks.assertNone(error.get(), Ask.SECRET);
        assertThat(error.get()).message().contains("client=bil..ent(14)");
        return (TokenException) error.get();
    }

    /** What a document that is the only answer is refused for. */
    static TokenException refusedBy(String document) {
        Discovery discovery = new Discovery();
        discovery.transport.always(response(200, document));
        TokenException error = discovery.refused(discovery.request());
        assertThat(discovery.sent()).containsExactly("GET " + ISSUER + "/.well-known/openid-configuration");
        return error;
    }

    static TokenException refusedBy(int status, Map<String, List<String>> headers) {
        Discovery discovery = new Discovery();
        discovery.transport.always(response(status, headers, ""));
        return discovery.refused(discovery.request());
    }

    /** Method and URI of everything that was sent. */
    List<String> sent() {
        return transport.requests.stream()
                .map(request -> request.method() + " " + request.uri())
                .toList();
    }
}
