package io.reactortoken.examples.readme;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.FakeRequest;
import java.util.List;

/** The authorization server of docs/testing.md. */
final class InTests {

    private InTests() {}

    static List<FakeRequest> tryTwice() {
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start()) {
            server.answer(FakeAnswer.status(503), FakeAnswer.token("second-try"));
            CachedTokenSource tokens = OAuth2.clientCredentials(server.tokenUri())
                    .allowPlaintext()
                    .clientId("billing")
                    .clientSecret(SecretSource.of("secret"))
                    .cache();
            tokens.token().block();
            return server.requests();
        }
    }
}
