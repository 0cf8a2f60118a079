package io.reactortoken;

import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenFailure.Code;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** CF-31, as the cache sees it: inside a hold it asks its source for a token by another credential, and not often. */
class CredentialLookTest {

    /** Holds after a refusal last 1, 2, 4 s; a look is due a second after the refusal, and after the last look. */
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final TestTime time = TestTime.create();
    private final Source source = new Source();
    private final TokenCache cache = new TokenCache(
            source, time.policy().jitter(Duration.ZERO).name("billing").build());

    private static final class Source implements CredentialedSource {

        private Supplier<Mono<AccessToken>> request = () -> Mono.error(refused());
        private Supplier<Mono<AccessToken>> look = () -> Mono.error(unchanged());
        private int requests;
        private int looks;

        @Override
        public Mono<AccessToken> token() {
            return Mono.defer(() -> {
                requests++;
                return request.get();
            });
        }

        @Override
        public Mono<AccessToken> tokenByNewCredential() {
            return Mono.defer(() -> {
                looks++;
                return look.get();
            });
        }
    }

    private static TokenException refused() {
        return TokenEndpointException.of(
                TokenFailure.of(Code.OAE, "invalid_client").kind(FailureKind.CLIENT_REFUSED), null);
    }

    private static TokenException unchanged() {
        return TokenUnavailableException.of(TokenFailure.of(Code.HLD, "the secret is the same"), null);
    }

    /** Asks, and returns the token's text or the error's message. */
    private String ask() {
        return cache.token()
                .map(AccessToken::reveal)
                .onErrorResume(TokenException.class, error -> Mono.just(String.valueOf(error.getMessage())))
                .blockOptional(Duration.ofSeconds(5))
                .orElseThrow();
    }

    /** The hold is four seconds long then. */
    private void refusedThreeTimes() {
        ask();
        time.advance(SECOND);
        ask();
        time.advance(SECOND.multipliedBy(2));
        ask();
        assertThat(source.requests + source.looks).isEqualTo(3);
        source.requests = 0;
        source.looks = 0;
    }

    @Test
    @DisplayName("CF-31: nobody looks in the first second of a hold")
    void notAtOnce() {
        refusedThreeTimes();
        time.advance(SECOND.minusMillis(1));

        assertThat(ask()).startsWith("HLD not asked for another 3001 ms, because: OAE invalid_client");
        assertThat(source.looks).isZero();
    }

    @Test
    @DisplayName(
            "CF-31: a look that finds the same credential leaves the hold as it was, and is not repeated for a second")
    void inVain() {
        refusedThreeTimes();
        time.advance(SECOND);

        assertThat(ask()).startsWith("HLD not asked for another 3000 ms, because: OAE invalid_client");
        assertThat(ask()).startsWith("HLD not asked for another 3000 ms, because: OAE invalid_client");
        assertThat(source.looks).isEqualTo(1);

        time.advance(SECOND);
        assertThat(ask()).startsWith("HLD not asked for another 2000 ms, because: OAE invalid_client");
        assertThat(source.looks).isEqualTo(2);
        assertThat(source.requests).isZero();
    }

    @Test
    @DisplayName("CF-31: a look that finds another credential ends the hold at once")
    void found() {
        refusedThreeTimes();
        source.look = () -> Mono.just(token("t1"));
        time.advance(SECOND);

        assertThat(ask()).isEqualTo("t1");
        assertThat(ask()).isEqualTo("t1");
        assertThat(source.looks).isEqualTo(1);
        assertThat(source.requests).isZero();
    }

    @Test
    @DisplayName("CF-31: a new credential that is refused too begins a longer hold")
    void foundAndRefused() {
        refusedThreeTimes();
        source.look = () -> Mono.error(refused());
        time.advance(SECOND);

        assertThat(ask()).startsWith("OAE invalid_client");
        assertThat(ask()).startsWith("HLD not asked for another 8000 ms, because: OAE invalid_client");
    }

    @Test
    @DisplayName("CF-31: after the hold a request goes out as ever, with whatever credential there is")
    void afterTheHold() {
        refusedThreeTimes();
        source.request = () -> Mono.just(token("t1"));
        time.advance(SECOND.multipliedBy(4));

        assertThat(ask()).isEqualTo("t1");
        assertThat(source.looks).isZero();
    }

    @Test
    @DisplayName("CF-31: another permanent failure is no reason to look")
    void anotherFailure() {
        source.request = () -> Mono.error(CacheFixture.permanentFailure());
        refusedTwice();
        time.advance(SECOND);

        assertThat(ask()).startsWith("HLD not asked for another 1000 ms");
        assertThat(source.looks).isZero();
    }

    private void refusedTwice() {
        ask();
        time.advance(SECOND);
        ask();
    }

    @Test
    @DisplayName("CF-31: a renewal that was refused looks too, while the held token serves on")
    void whileTheTokenServes() {
        source.request = () -> Mono.just(token("t1"));
        assertThat(ask()).isEqualTo("t1");
        time.advance(Duration.ofMinutes(56));
        source.request = () -> Mono.error(refused());
        assertThat(ask()).isEqualTo("t1");
        time.advance(SECOND);
        assertThat(ask()).as("refused twice: the hold is two seconds").isEqualTo("t1");
        source.look = () -> Mono.just(token("t2"));
        time.advance(SECOND);

        assertThat(ask()).isEqualTo("t1");
        assertThat(ask()).isEqualTo("t2");
        assertThat(source.requests).isEqualTo(3);
        assertThat(source.looks).isEqualTo(1);
    }
}
