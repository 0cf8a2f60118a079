package io.reactortoken.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

/** The 401 while it is held, and how it is let go. There is one connection. */
public interface HeldRows extends Rows {

    AccessToken SECOND = AccessToken.bearer("t2", Duration.ofHours(1));

    /** A 401's body, how long it is if it ends, and whether its connection survives it on HTTP/1.1. */
    record Refusal(String name, Reply reply, int length, boolean drained) {

        static final Refusal SMALL = new Refusal("small", Reply.refusal(), Reply.REFUSAL.length(), true);
        static final Refusal STALLED = new Refusal("stalled", Reply.refusal().stalled(), -1, false);

        boolean ends() {
            return length >= 0;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Refusal> refusals() {
        return Stream.concat(finiteRefusals(), Stream.of(Refusal.STALLED, endless()));
    }

    private static Refusal endless() {
        return new Refusal("endless", Reply.refusal().endless(), -1, false);
    }

    static Stream<Refusal> finiteRefusals() {
        return Stream.of(
                Refusal.SMALL,
                new Refusal("empty", Reply.refusal().body(Flux.empty()), 0, true),
                new Refusal("large", Reply.refusal().large(60_000), 60_000, true),
                new Refusal("too large", Reply.refusal().large(4_000_000), 4_000_000, false));
    }

    private void refuseFirst(Refusal refusal) {
        bench().api.answering(seen -> seen.authorization().equals("Bearer t1") ? refusal.reply() : Reply.ok());
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @MethodSource("refusals")
    @DisplayName(
            "RS-45, RS-46, RS-47: whatever the 401's body does, the replay follows: on the same connection if it ended")
    default void letGo(Refusal refusal) {
        ReplayBench bench = bench();
        refuseFirst(refusal);
        Caller caller = bench.caller();

        bench.expect(bench.get(caller, "/a"), "200 ok");
        bench.expect(bench.get(caller, "/b"), "200 ok");

        boolean kept = refusal.drained() || bench.wire().isMultiplexed();
        assertThat(bench.api.connections()).isEqualTo(kept ? 1 : 2);
        assertThat(bench.api.log()).containsExactly("/a Bearer t1", "/a Bearer t2", "/b Bearer t2");
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @MethodSource("finiteRefusals")
    @DisplayName("RS-19: the renewal takes its time and fails: the 401 that was held meanwhile can still be read")
    default void heldAndReturned(Refusal refusal) {
        ReplayBench bench = bench();
        Sinks.One<AccessToken> renewal = Sinks.one();
        bench.server = ScriptedSource.answering(
                number -> number == 1 ? Mono.just(AccessToken.bearer("t1", Duration.ofHours(1))) : renewal.asMono());
        refuseFirst(refusal);
        CompletableFuture<String> call = bench.begin(bench.get(bench.caller(), "/a"));
        ReplayBench.await(() -> bench.renewals() == 1, ReplayBench.BOUND, "a token is awaited");

        renewal.tryEmitError(new IllegalStateException("down"));

        assertThat(call)
                .succeedsWithin(ReplayBench.BOUND)
                .satisfies(line -> assertThat(line).startsWith("401 ").hasSize(4 + refusal.length()));
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @MethodSource("refusals")
    @DisplayName("RS-15, RS-45: a predicate that throws is the caller's error, and the connection is free again")
    default void judgedByOneThatThrows(Refusal refusal) {
        ReplayBench bench = bench();
        bench.api.answering(seen -> Reply.ok().body(refusal.reply().body()));
        Caller caller = bench.caller(bench.options()
                .and(options -> options.refusal = answer -> {
                    throw new IllegalStateException("predicate");
                }));

        for (int i = 0; i < 3; i++) {
            StepVerifier.create(bench.get(caller, "/a"))
                    .expectErrorMessage("predicate")
                    .verify(ReplayBench.BOUND);
        }

        assertThat(bench.renewals()).isZero();
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @MethodSource("refusals")
    @DisplayName("RS-53: cancelled while the new token is awaited: no replay, and the connection is free again at once")
    default void cancelledWhileAwaiting(Refusal refusal) {
        ReplayBench bench = bench();
        bench.server = ScriptedSource.silent();
        refuseFirst(refusal);
        Caller caller = bench.caller();
        CompletableFuture<String> call = bench.begin(bench.get(caller, "/a"));
        bench.server.answer(AccessToken.bearer("t1", Duration.ofHours(1)));
        ReplayBench.await(() -> bench.server.requests() == 2, ReplayBench.BOUND, "a token is awaited");

        call.cancel(true);

        bench.pools.assertIdle(ReplayBench.BOUND);
        // the request for the token goes on, for others
        assertThat(bench.server.cancelled()).isZero();
        bench.server.answer(SECOND);
        bench.expect(bench.get(caller, "/b"), "200 ok");
        assertThat(bench.api.log()).containsExactly("/a Bearer t1", "/b Bearer t2");
    }

    @Test
    @DisplayName("RS-53: cancelled while the 401 is dropped: no replay")
    default void cancelledWhileDropping() {
        ReplayBench bench = bench();
        bench.server = ScriptedSource.silent();
        refuseFirst(Refusal.STALLED);
        CompletableFuture<String> call = bench.begin(bench.get(bench.caller(), "/a"));
        bench.server.answer(AccessToken.bearer("t1", Duration.ofHours(1)));
        ReplayBench.await(() -> bench.server.requests() == 2, ReplayBench.BOUND, "a token is awaited");

        bench.server.answer(SECOND);
        call.cancel(true);

        bench.pools.assertIdle(ReplayBench.BOUND);
        if (bench.wire().isMultiplexed()) {
            // one frame drops a stream, so that the replay may be sent before the cancellation comes; it holds nothing
            assertThat(bench.api.log()).startsWith("/a Bearer t1").hasSizeLessThanOrEqualTo(2);
        } else {
            assertThat(bench.api.log()).containsExactly("/a Bearer t1");
        }
    }

    @Test
    @DisplayName("RS-53: cancelled while the replay is answered: nothing is held")
    default void cancelledDuringTheReplay() {
        ReplayBench bench = bench();
        bench.api.answering(seen -> seen.authorization().equals("Bearer t1")
                ? Reply.refusal()
                : Reply.ok().after(Mono.never()));
        CompletableFuture<String> call = bench.begin(bench.get(bench.caller(), "/a"));
        ReplayBench.await(() -> bench.api.requests() == 2, ReplayBench.BOUND, "the replay is sent");

        call.cancel(true);

        bench.pools.assertIdle(ReplayBench.BOUND);
    }

    @Test
    @DisplayName("RS-55: a compressed 401 is dropped like any other")
    default void compressed() {
        ReplayBench bench = bench();
        Reply gzip = Reply.refusal().header("Content-Encoding", "gzip").body(Flux.just(Zip.of(new byte[30_000])));
        bench.api.answering(seen -> seen.authorization().equals("Bearer t1") ? gzip : Reply.ok());
        Caller caller = bench.integration()
                .caller(bench.options(), bench.client(bench.pools.of(1)).compress(true));

        bench.expect(bench.get(caller, "/a"), "200 ok");
        bench.expect(bench.get(caller, "/b"), "200 ok");

        assertThat(bench.api.log()).containsExactly("/a Bearer t1", "/a Bearer t2", "/b Bearer t2");
        assertThat(bench.api.connections()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "RS-47: a 401 that arrived whole keeps no connection while it is held: the token comes through the same pool")
    default void tokenFromTheSamePool() {
        ReplayBench bench = bench();
        // one client: two of them on one pool starve each other on HTTP/2, whoever authorizes them
        HttpClient base = bench.client(bench.pools.of(1));
        bench.api.answering(seen -> seen.path().equals("/token")
                ? Reply.of(200, "t" + bench.api.requests())
                : seen.authorization().equals("Bearer t1") ? Reply.refusal().inOnePiece(Reply.REFUSAL) : Reply.ok());
        TokenSource source = bench.closing(bench.cached(TokenSource.of(() -> base.get()
                .uri(bench.url("/token"))
                .responseSingle((response, body) -> body.asString())
                .map(text -> AccessToken.bearer(text, Duration.ofHours(1))))));
        Caller caller = bench.integration().caller(Options.with(source, bench.api.origin()), base);

        bench.expect(bench.get(caller, "/a"), "200 ok");

        assertThat(bench.api.log()).containsExactly("/token -", "/a Bearer t1", "/token -", "/a Bearer t3");
    }
}
