package io.reactortoken;

import io.reactortoken.TokenFailure.Code;
import io.reactortoken.test.ScriptedSource;
import io.reactortoken.test.TestTime;
import io.reactortoken.test.TokenOracle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A cache over a scripted source, in a time that tests move. No jitter: deadlines are exact unless a test asks. */
final class CacheFixture {

    static final Duration HOUR = Duration.ofHours(1);

    final TestTime time = TestTime.create();
    final ScriptedSource source;
    /** The cache, with the oracle between it and the test: see {@link CacheOracle}. */
    final CachedTokenSource tokens;

    /** The cache itself, for a test that looks inside. */
    final TokenCache inside;

    private CacheFixture(
            ScriptedSource source, UnaryOperator<CachePolicyBuilder> options, @Nullable TokenOracle oracle) {
        this.source = source;
        CachePolicy policy = options.apply(time.policy().jitter(Duration.ZERO).random(() -> 0.999_999))
                .build();
        if (oracle == null) {
            this.inside = TokenCache.over(source, policy);
            this.tokens = inside;
        } else {
            List<TokenCache> made = new ArrayList<>();
            this.tokens = oracle.watch(source, time, asked -> {
                made.add(TokenCache.over(asked, policy));
                return made.get(0);
            });
            this.inside = made.get(0);
        }
    }

    static CacheFixture over(ScriptedSource source) {
        return over(source, options -> options);
    }

    static CacheFixture over(ScriptedSource source, UnaryOperator<CachePolicyBuilder> options) {
        return new CacheFixture(source, options, CacheOracle.current());
    }

    /** Without the oracle, for a test that looks at the cache's own mono and subscriptions. */
    static CacheFixture bare(ScriptedSource source) {
        return bare(source, options -> options);
    }

    static CacheFixture bare(ScriptedSource source, UnaryOperator<CachePolicyBuilder> options) {
        return new CacheFixture(source, options, null);
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
