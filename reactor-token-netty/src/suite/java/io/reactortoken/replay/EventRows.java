package io.reactortoken.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.ForcedRefreshPolicy;
import io.reactortoken.TokenEndpointException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenSource;
import io.reactortoken.event.TokenEvent;
import io.reactortoken.event.TokenEvent.ReplayDone;
import io.reactortoken.event.TokenEvent.ReplaySkip;
import io.reactortoken.event.TokenEvent.ReplaySkipped;
import io.reactortoken.event.TokenEvent.TokenRejected;
import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What the listener of a source is told of the requests that its tokens authorize. */
public interface EventRows extends Rows {

    private static AccessToken token(String text) {
        return AccessToken.bearer(text, Duration.ofHours(1));
    }

    private CachedTokenSource heard(BlockingQueue<TokenEvent> events, IntFunction<Mono<AccessToken>> script) {
        ReplayBench bench = bench();
        bench.server = ScriptedSource.answering(script);
        return bench.closing(bench.server.cache(bench.time
                .policy()
                .name("billing")
                .forcedRefresh(new ForcedRefreshPolicy(Duration.ZERO, Duration.ZERO))
                .listener(events::add)
                .build()));
    }

    private Caller caller(TokenSource tokens) {
        return bench().caller(Options.with(tokens, bench().api.origin()));
    }

    /** The first event of the replay; behind the rejection, if there was one. */
    private static TokenEvent replay(BlockingQueue<TokenEvent> events) throws InterruptedException {
        List<TokenEvent> before = new ArrayList<>();
        for (; ; ) {
            @Nullable TokenEvent event = events.poll(ReplayBench.BOUND.toSeconds(), TimeUnit.SECONDS);
            assertThat(event).as("an event behind " + before).isNotNull();
            if (event instanceof ReplayDone || event instanceof ReplaySkipped) {
                assertThat(before).filteredOn(TokenRejected.class::isInstance).hasSize(1);
                assertThat(event.client()).isEqualTo("billing");
                return event;
            }
            before.add(event);
        }
    }

    private static void assertSkipped(BlockingQueue<TokenEvent> events, ReplaySkip reason) throws InterruptedException {
        assertThat(replay(events)).isInstanceOfSatisfying(ReplaySkipped.class, skipped -> {
            assertThat(skipped.status()).isEqualTo(401);
            assertThat(skipped.reason()).isEqualTo(reason);
        });
        assertNoOther(events);
    }

    private static void assertDone(BlockingQueue<TokenEvent> events, int answered) throws InterruptedException {
        assertThat(replay(events)).isInstanceOfSatisfying(ReplayDone.class, done -> {
            assertThat(done.status()).isEqualTo(401);
            assertThat(done.answered()).isEqualTo(answered);
        });
        assertNoOther(events);
    }

    private static void assertNoOther(BlockingQueue<TokenEvent> events) {
        assertThat(events).noneMatch(event -> event instanceof ReplayDone || event instanceof ReplaySkipped);
    }

    @Test
    @DisplayName("RS-01: a replay is told once, with both answers, also through an operator in front of the source")
    default void replayDone() throws InterruptedException {
        BlockingQueue<TokenEvent> events = new LinkedBlockingQueue<>();
        bench().api.accepting("Bearer t2");
        TokenSource tokens =
                TokenSource.delegating(heard(events, number -> Mono.just(token("t" + number))), token -> token);

        bench().expect(bench().get(caller(tokens), "/a"), "200 ok");

        assertDone(events, 200);
    }

    @Test
    @DisplayName("RS-02: a replay that is refused as well is told as done, with the answer that its caller got")
    default void replayRefused() throws InterruptedException {
        BlockingQueue<TokenEvent> events = new LinkedBlockingQueue<>();
        bench().api.answering(seen -> Reply.refusal());
        TokenSource tokens = heard(events, number -> Mono.just(token("t" + number)));

        assertThat(ReplayBench.ask(caller(tokens), Call.get(bench().url("/a"))).status())
                .isEqualTo(401);

        assertDone(events, 401);
    }

    @Test
    @DisplayName("RS-48: a body of which nothing is known: skipped, because of it")
    default void skippedForItsBody() throws InterruptedException {
        BlockingQueue<TokenEvent> events = new LinkedBlockingQueue<>();
        bench().api.accepting("Bearer t2");
        TokenSource tokens = heard(events, number -> Mono.just(token("t" + number)));

        Call post = Call.post(bench().url("/a")).body(Mono.fromSupplier(() -> new byte[] {1, 2, 3}));
        assertThat(ReplayBench.ask(caller(tokens), post).status()).isEqualTo(401);

        assertSkipped(events, ReplaySkip.BODY);
    }

    @Test
    @DisplayName("RS-21: the same token once more: skipped, because there is no other one")
    default void skippedForTheSameToken() throws InterruptedException {
        BlockingQueue<TokenEvent> events = new LinkedBlockingQueue<>();
        bench().api.answering(seen -> Reply.refusal());
        TokenSource tokens = heard(events, number -> Mono.just(token("t1")));

        assertThat(ReplayBench.ask(caller(tokens), Call.get(bench().url("/a"))).status())
                .isEqualTo(401);

        assertSkipped(events, ReplaySkip.NO_OTHER_TOKEN);
    }

    @Test
    @DisplayName("RS-19: no token can be had: skipped, because of that")
    default void skippedForTheTokensError() throws InterruptedException {
        BlockingQueue<TokenEvent> events = new LinkedBlockingQueue<>();
        bench().api.answering(seen -> Reply.refusal());
        TokenFailure down = TokenFailure.of(TokenFailure.Code.OAE, "down");
        TokenSource tokens = heard(
                events,
                number -> number == 1 ? Mono.just(token("t1")) : Mono.error(TokenEndpointException.of(down, null)));

        assertThat(ReplayBench.ask(caller(tokens), Call.get(bench().url("/a"))).status())
                .isEqualTo(401);

        assertSkipped(events, ReplaySkip.TOKEN_FAILED);
    }

    @Test
    @DisplayName("a caller that goes while the new token is awaited: skipped, because it has gone")
    default void skippedForItsCaller() throws InterruptedException {
        BlockingQueue<TokenEvent> events = new LinkedBlockingQueue<>();
        Sinks.One<AccessToken> second = Sinks.one();
        bench().api.accepting("Bearer t2");
        TokenSource tokens = heard(events, number -> number == 1 ? Mono.just(token("t1")) : second.asMono());

        Disposable call = bench().get(caller(tokens), "/a").subscribe();
        ReplayBench.await(() -> bench().server.requests() == 2, ReplayBench.BOUND, "the token is awaited");
        call.dispose();

        assertSkipped(events, ReplaySkip.CANCELLED);
    }
}
