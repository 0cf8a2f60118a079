package io.reactortoken.examples.readme;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.event.TokenEvent;
import io.reactortoken.event.TokenEvent.HoldEntered;
import io.reactortoken.event.TokenEvents;
import io.reactortoken.oauth2.OAuth2;
import java.util.Queue;
import reactor.core.publisher.Flux;

/** The samples of docs/events.md. */
final class Watching {

    private Watching() {}

    static CachedTokenSource told(Queue<TokenEvent> queue) {
        CachedTokenSource tokens = OAuth2.clientCredentials("https://id.example.com/oauth2/token")
                .clientId("billing")
                .clientSecret(SecretSource.env("BILLING_SECRET"))
                .listener(event -> queue.offer(event))
                .cache();
        return tokens;
    }

    static Flux<TokenEvent> holds() {
        TokenEvents events = TokenEvents.create();
        Flux<TokenEvent> holds = events.flux().filter(HoldEntered.class::isInstance);
        return holds;
    }
}
