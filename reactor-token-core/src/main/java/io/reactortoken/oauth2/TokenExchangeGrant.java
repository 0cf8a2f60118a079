package io.reactortoken.oauth2;

import io.reactortoken.AccessToken;
import io.reactortoken.oauth2.internal.answer.AnswerRules;
import io.reactortoken.oauth2.internal.answer.Reading.Granted;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** RFC 8693: a token for a token. What comes out does not outlive what went in, as far as that is known. */
record TokenExchangeGrant(TokenExchange exchange) implements Grant {

    /** What a cache keeps a token of unknown lifetime for; a subject that lives longer need not shorten it. */
    private static final Duration UNKNOWN = Duration.ofMinutes(5);

    @Override
    public String type() {
        return "urn:ietf:params:oauth:grant-type:token-exchange";
    }

    @Override
    public boolean allowsNoClient() {
        return true;
    }

    @Override
    public boolean allowsManyAudiences() {
        return true;
    }

    @Override
    public Mono<GrantParameters> parameters() {
        GrantParameters plain = exchange.requestedType().isEmpty()
                ? GrantParameters.NONE
                : GrantParameters.NONE.and("requested_token_type", exchange.requestedType());
        Mono<GrantParameters> subject = exchange.subject().addTo(plain, "subject_token");
        SecurityToken actor = exchange.actor();
        return actor == null ? subject : subject.flatMap(read -> actor.addTo(read, "actor_token"));
    }

    @Override
    public AnswerRules rules(AnswerRules rules) {
        return rules.exchanging(new AnswerRules.Exchange(exchange.requestedType(), exchange.anyType()));
    }

    @Override
    public Mono<AccessToken> granted(GrantParameters sent, Granted answer) {
        return Mono.just(capped(answer.token(), sent.notAfter()));
    }

    private static AccessToken capped(AccessToken token, @Nullable Instant notAfter) {
        Instant issuedAt = token.issuedAt().orElse(null);
        if (notAfter == null || issuedAt == null) {
            return token;
        }
        Duration left = Duration.between(issuedAt, notAfter);
        if (left.compareTo(token.lifetime().orElse(UNKNOWN)) >= 0) {
            return token;
        }
        return AccessToken.builder(token.reveal())
                .type(token.type())
                .scopes(token.scopes())
                .issuedAt(issuedAt)
                .lifetime(left)
                .build();
    }

    @Override
    public String toString() {
        return label();
    }
}
