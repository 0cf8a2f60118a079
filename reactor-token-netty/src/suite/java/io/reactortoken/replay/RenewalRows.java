package io.reactortoken.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenEndpointException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenSource;
import io.reactortoken.TokenUnavailableException;
import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What comes of the request for another token, and of the replay. */
public interface RenewalRows extends Rows {

    Duration HOUR = Duration.ofHours(1);

    /** The first token is issued, and then nothing but this. */
    private static ScriptedSource issuingOnce(Mono<AccessToken> then) {
        return ScriptedSource.answering(number -> number == 1 ? Mono.just(AccessToken.bearer("t1", HOUR)) : then);
    }

    private static TokenException refused(TokenFailure.Code code) {
        TokenFailure failure = TokenFailure.of(code, "no more tokens");
        return TokenEndpointException.of(code == TokenFailure.Code.HTP ? failure.transientFailure() : failure, null);
    }

    @Test
    @DisplayName("RS-04: a token that somebody else has renewed already is taken as it is")
    default void renewedByAnother() {
        ReplayBench bench = bench();
        bench.api.accepting("Bearer t2");
        // a source that is no cache by its type, so that nobody looks again when the request is written
        TokenSource plain = new TokenSource() {
            private final AtomicInteger asked = new AtomicInteger();

            @Override
            public Mono<AccessToken> token() {
                return Mono.defer(() -> Mono.just(AccessToken.bearer("t" + asked.incrementAndGet(), HOUR)));
            }
        };

        bench.expect(bench.get(bench.caller(Options.with(plain, bench.api.origin())), "/a"), "200 ok");

        assertThat(bench.api.log()).containsExactly("/a Bearer t1", "/a Bearer t2");
        assertThat(bench.server.requests()).isZero();
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @ValueSource(strings = {"HTP", "OAE"})
    @DisplayName("RS-19, RS-20: the renewal fails: the caller gets the 401 as it came")
    default void renewalFails(TokenFailure.Code code) {
        ReplayBench bench = bench();
        bench.server = issuingOnce(Mono.error(refused(code)));
        bench.api.answering(seen -> Reply.refusal().header("X-Seen", "1"));

        CompletableFuture<String> call = bench.begin(
                bench.caller().call(Call.get(bench.url("/a"))).map(answer -> answer.line() + answer.header("x-seen")));
        // the first of these failures is tried again, later
        ReplayBench.await(
                () -> {
                    bench.time.advance(Duration.ofSeconds(1));
                    return call.isDone();
                },
                ReplayBench.BOUND,
                "it ends");

        bench.expect(call, "401 " + Reply.REFUSAL + "[1]");
        assertThat(bench.api.log()).containsExactly("/a Bearer t1");
        assertThat(bench.renewals()).isGreaterThanOrEqualTo(1);
    }

    @Test
    @DisplayName("RS-20: the renewal fails, and the caller wants to know why")
    default void renewalErrorIsSignalled() {
        ReplayBench bench = bench();
        bench.server = issuingOnce(Mono.error(refused(TokenFailure.Code.OAE)));
        bench.api.accepting();
        Caller caller = bench.caller(bench.options().and(options -> options.signalTokenErrors = true));

        StepVerifier.create(bench.get(caller, "/a"))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(TokenEndpointException.class)
                        .hasMessageContaining("OAE no more tokens")
                        .satisfies(RenewalRows::tellsOfThe401))
                .verify(ReplayBench.BOUND);
        assertThat(bench.api.log()).containsExactly("/a Bearer t1");
    }

    private static void tellsOfThe401(Throwable error) {
        assertThat(error.getSuppressed())
                .anySatisfy(note -> assertThat(note).hasMessageContaining("the first attempt was answered 401"));
    }

    @Test
    @DisplayName("RS-21: the server issues the same token again: no replay")
    default void sameTokenAgain() {
        ReplayBench bench = bench();
        bench.server = ScriptedSource.answering(number -> Mono.just(AccessToken.bearer("t1", HOUR)));
        bench.api.accepting();

        bench.expect(bench.get(bench.caller(), "/a"), "401 " + Reply.REFUSAL);

        assertThat(bench.api.log()).containsExactly("/a Bearer t1");
        assertThat(bench.renewals()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @ValueSource(ints = {500, 403, 429})
    @DisplayName("RS-22: whatever the replay is answered is the caller's")
    default void replayIsAnsweredOtherwise(int status) {
        ReplayBench bench = bench();
        bench.api.answering(
                seen -> seen.authorization().equals("Bearer t1") ? Reply.refusal() : Reply.of(status, "second"));

        bench.expect(bench.get(bench.caller(), "/a"), status + " second");

        assertThat(bench.api.requests()).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "RS-23, R9110-17: the replay's connection breaks: its error, with the 401's status, and no third request")
    default void replayBreaks() {
        ReplayBench bench = bench();
        bench.api.answering(seen -> seen.authorization().equals("Bearer t1") ? Reply.refusal() : Reply.of(0, ""));

        StepVerifier.create(bench.get(bench.caller(), "/a"))
                .expectErrorSatisfies(RenewalRows::tellsOfThe401)
                .verify(ReplayBench.BOUND);

        assertThat(bench.api.requests()).isEqualTo(2);
    }

    @Test
    @DisplayName("RS-28, RS-29: a cache that keeps a young token is believed: one replay with it, and no token request")
    default void youngTokenIsReplayed() {
        ReplayBench bench = bench();
        AtomicInteger replicas = new AtomicInteger();
        bench.api.answering(seen -> replicas.incrementAndGet() == 1 ? Reply.refusal() : Reply.ok());
        TokenSource limited =
                bench.closing(bench.server.cache(bench.time.policy().build()));

        bench.expect(bench.get(bench.caller(Options.with(limited, bench.api.origin())), "/a"), "200 ok");

        assertThat(bench.api.log()).containsExactly("/a Bearer t1", "/a Bearer t1");
        assertThat(bench.renewals()).isZero();
    }

    @Test
    @DisplayName("RS-28: a token that is not young any more is not replayed with itself")
    default void oldTokenIsNotReplayed() {
        ReplayBench bench = bench();
        AccessToken old = AccessToken.builder("t1")
                .lifetime(HOUR)
                .issuedAt(Instant.parse("2020-01-01T00:00:00Z"))
                .build();
        bench.api.accepting();

        bench.expect(
                bench.get(bench.caller(Options.with(TokenSource.fixed(old), bench.api.origin())), "/a"),
                "401 " + Reply.REFUSAL);

        assertThat(bench.api.log()).containsExactly("/a Bearer t1");
    }

    @Test
    @DisplayName("RS-57: a caller's own retry subscribes anew: at most one replay each time")
    default void ownRetry() {
        ReplayBench bench = bench();
        bench.api.accepting();
        Mono<String> failing =
                bench.get(bench.caller(), "/a").flatMap(line -> Mono.error(new IllegalStateException(line)));

        StepVerifier.create(failing.retry(2))
                .expectErrorMessage("401 " + Reply.REFUSAL)
                .verify(ReplayBench.BOUND);

        assertThat(bench.api.log())
                .containsExactly(
                        "/a Bearer t1", "/a Bearer t2", "/a Bearer t2", "/a Bearer t3", "/a Bearer t3", "/a Bearer t4");
    }

    @Test
    @DisplayName("RS-58: of two on top of each other, one authorizes and replays")
    default void stacked() {
        ReplayBench bench = bench();
        bench.api.accepting();
        ScriptedSource other = ScriptedSource.answering(number -> Mono.just(AccessToken.bearer("x" + number, HOUR)));
        Options second = Options.with(bench.closing(bench.cached(other)), bench.api.origin());
        Caller caller = bench.integration().stacked(bench.options(), second, bench.client(bench.pools.of(1)));

        bench.expect(bench.get(caller, "/a"), "401 " + Reply.REFUSAL);

        assertThat(bench.api.log()).hasSize(2);
        assertThat(bench.api.seen())
                .allSatisfy(seen ->
                        assertThat(seen.headers().getAll("Authorization")).hasSize(1));
        assertThat(bench.server.requests() + other.requests()).isBetween(2, 3);
    }

    @Test
    @DisplayName("RS-62, RS-63: what is assembled once asks for a token on each subscription, also hours later")
    default void assembledOnce() {
        ReplayBench bench = bench();
        Mono<String> request = bench.get(bench.caller(), "/a");

        for (int hour = 0; hour < 3; hour++) {
            bench.expect(request, "200 ok");
            bench.time.advance(HOUR);
        }

        assertThat(bench.api.log()).containsExactly("/a Bearer t1", "/a Bearer t2", "/a Bearer t3");
    }

    @Test
    @DisplayName("CF-94: the source is closed between the 401 and the replay: the caller gets the 401")
    default void closedMeanwhile() {
        ReplayBench bench = bench();
        bench.server = issuingOnce(Mono.defer(() -> {
            bench.tokens().close();
            return Mono.never();
        }));
        bench.api.accepting();

        bench.expect(bench.get(bench.caller(), "/a"), "401 " + Reply.REFUSAL);

        StepVerifier.create(bench.get(bench.caller(), "/a"))
                .expectError(TokenUnavailableException.class)
                .verify(ReplayBench.BOUND);
    }

    @Test
    @DisplayName("RS-19: a source that throws when it is told costs nobody the 401")
    default void throwingReport() {
        ReplayBench bench = bench();
        bench.api.accepting();
        TokenSource throwing = new TokenSource() {
            @Override
            public Mono<AccessToken> token() {
                return Mono.just(AccessToken.bearer("t1", HOUR));
            }

            @Override
            public void invalidate(AccessToken rejected) {
                throw new IllegalStateException("down");
            }
        };
        Caller caller = bench.caller(Options.with(throwing, bench.api.origin()));
        Call post = Call.post(bench.url("/a")).body(Mono.just(new byte[1]));

        bench.expect(bench.get(caller, "/a"), "401 " + Reply.REFUSAL);
        bench.expect(caller.call(post).map(Answered::line), "401 " + Reply.REFUSAL);
    }
}
