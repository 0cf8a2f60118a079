package io.reactortoken.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenException;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.netty.NettyTokenTransport;
import io.reactortoken.netty.NettyTokenTransportBuilder;
import io.reactortoken.oauth2.TokenRequest;
import io.reactortoken.test.TestAuthority;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import reactor.test.StepVerifier;

/** What all servers are asked with: one authority, a secret that form encoding changes, one attempt. */
final class Asking {

    static final String SECRET = "p+a/s%s&w=\u00fc:r d";
    static final TestAuthority AUTHORITY = TestAuthority.create();
    static final NettyTokenTransportBuilder TRANSPORT = NettyTokenTransport.builder()
            .trust(AUTHORITY.certificate())
            // a server that has just started is slow
            .responseTimeout(Duration.ofSeconds(60))
            .deadline(Duration.ofSeconds(60));

    private static final Duration BOUND = Duration.ofSeconds(90);

    private Asking() {}

    static TokenRequest by(String client, TokenRequest request) {
        return request.clientId(client).retry(RetryPolicy.none()).transport(TRANSPORT.build());
    }

    static TokenRequest withSecret(String client, TokenRequest request) {
        return by(client, request).clientSecret(SecretSource.of(SECRET));
    }

    static AccessToken granted(TokenSource source) {
        AtomicReference<AccessToken> token = new AtomicReference<>();
        StepVerifier.create(source.token())
                .consumeNextWith(token::set)
                .expectComplete()
                .verify(BOUND);
        return token.get();
    }

    /** The message shows no part of the secret, however it went over the wire. */
    static TokenException refused(TokenSource source) {
        AtomicReference<Throwable> error = new AtomicReference<>();
        StepVerifier.create(source.token()).consumeErrorWith(error::set).verify(BOUND);
        assertThat(error.get())
                .isInstanceOf(TokenException.class)
                .message()
                .matches("[ -~]{1,1024}")
                .doesNotContain("p+a/", "p%2Ba%2F", "s&w");
        return (TokenException) error.get();
    }
}
