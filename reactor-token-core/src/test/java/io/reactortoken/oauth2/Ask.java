package io.reactortoken.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.Leaks;
import io.reactortoken.Messages;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenException;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.transport.TransportResponse;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** One request, one answer, and what a caller makes of it. */
final class Ask {

    static final String SECRET = "CNRY-sec-5b0c7d91";

    private Ask() {}

    static AccessToken granted(TransportResponse response) {
        AtomicReference<AccessToken> token = new AtomicReference<>();
        StepVerifier.create(token(response)).consumeNextWith(token::set).verifyComplete();
        AccessToken granted = token.get();
        Leaks.assertNone(granted, granted.reveal());
        return granted;
    }

    static AccessToken granted(String body) {
        return granted(RecordingTransport.response(200, body));
    }

    /** Checks message and leaks on the way. */
    static TokenException refused(TransportResponse response) {
        AtomicReference<Throwable> error = new AtomicReference<>();
        StepVerifier.create(token(response)).consumeErrorWith(error::set).verify();
        Throwable refusal = error.get();
        Messages.assertWellFormed(refusal);
        Leaks.assertNone(refusal, SECRET, RecordingTransport.TOKEN);
        Leaks.assertNone(response, SECRET, RecordingTransport.TOKEN);
        assertThat(refusal).hasNoCause().message().contains("client=bil..ent(14), as=https://id.example.com");
        return (TokenException) refusal;
    }

    static TokenException refused(int status, String body) {
        return refused(RecordingTransport.response(status, body));
    }

    private static Mono<AccessToken> token(TransportResponse response) {
        return OAuth2.clientCredentials("https://id.example.com/token")
                .clientId("billing-client")
                .clientSecret(SecretSource.of(SECRET))
                .scope("orders:read", "orders:write")
                .retry(RetryPolicy.none())
                .transport(new RecordingTransport().then(Mono.just(response)))
                .source()
                .token();
    }
}
