package io.reactortoken;

import io.reactortoken.TokenFailure.Code;
import io.reactortoken.test.ScriptedSource;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A cache over a scripted source, in a time that tests move. No jitter: deadlines are exact unless a test asks. */
final class CacheFixture {

    static final Duration HOUR = Duration.ofHours(1);

    final TestTime time = TestTime.create();
    final ScriptedSource source;
    final CachedTokenSource tokens;

    private CacheFixture(ScriptedSource source, UnaryOperator<CachePolicyBuilder> options) {
        this.source = source;
        this.tokens =
                source.cache(options.apply(time.policy().jitter(Duration.ZERO).random(() -> 0.999_999))
                        .build());
    }

    static CacheFixture over(ScriptedSource source) {
        return over(source, options -> options);
    }

    static CacheFixture over(ScriptedSource source, UnaryOperator<CachePolicyBuilder> options) {
        return new CacheFixture(source, options);
    }

    /** The text of the token that a subscription gets. */
    String now() {
        return current().reveal();
    }

    AccessToken current() {
        return get().blockOptional(Duration.ofSeconds(5)).orElseThrow();
    }

    Mono<AccessToken> get() {
        return tokens.token();
    }

    StepVerifier.FirstStep<AccessToken> verify() {
        return StepVerifier.create(get());
    }

    static AccessToken token(String text) {
        return AccessToken.bearer(text, HOUR);
    }

    static TokenException transientFailure() {
        return TokenTransportException.of(
                TokenFailure.of(Code.NET, "nobody answered").transientFailure(), null);
    }

    static TokenException permanentFailure() {
        return TokenEndpointException.of(TokenFailure.of(Code.OAE, "refused: invalid_client"), null);
    }
}
