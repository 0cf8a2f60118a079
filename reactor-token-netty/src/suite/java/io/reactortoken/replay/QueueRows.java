package io.reactortoken.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenEndpointException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenSource;
import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Requests that wait for the one connection, longer than their token lives. */
public interface QueueRows extends Rows {

    /** One request occupies the connection, another one has its token and waits. */
    record Queue(Sinks.Empty<Void> release, CompletableFuture<String> first, CompletableFuture<String> second) {}

    private Queue queue(Caller caller) {
        ReplayBench bench = bench();
        Sinks.Empty<Void> release = Sinks.empty();
        bench.api.answering(seen -> seen.path().equals("/first") ? Reply.ok().after(release.asMono()) : Reply.ok());
        CompletableFuture<String> first = bench.begin(bench.get(caller, "/first"));
        ReplayBench.await(() -> bench.api.requests() == 1, ReplayBench.BOUND, "the first one is sent");
        CompletableFuture<String> second = bench.begin(bench.get(caller, "/second"));
        ReplayBench.await(() -> bench.pools.busy() == 2, ReplayBench.BOUND, "the second one waits");
        return new Queue(release, first, second);
    }

    private void assertSent(Queue queue, String secondToken) {
        ReplayBench bench = bench();
        queue.release().tryEmitEmpty();

        bench.expect(queue.first(), "200 ok");
        bench.expect(queue.second(), "200 ok");
        assertThat(bench.api.log()).containsExactly("/first Bearer t1", "/second Bearer " + secondToken);
    }

    @Test
    @DisplayName(
            "RS-61, SD-11: a request that waited for a connection is sent with the newer token that the cache has by then")
    default void newerTokenIsSent() {
        ReplayBench bench = bench();
        Queue queue = queue(bench.caller());

        bench.tokens().evict();
        bench.tokens().token().block(ReplayBench.BOUND);

        assertSent(queue, "t2");
    }

    @Test
    @DisplayName(
            "RS-61: a request whose token is over when it gets its connection is not sent with it: a new one is awaited")
    default void expiredTokenIsRenewedFirst() {
        ReplayBench bench = bench();
        Queue queue = queue(bench.caller());

        bench.time.advance(Duration.ofHours(1));

        assertSent(queue, "t2");
        assertThat(bench.renewals()).isEqualTo(1);
        assertThat(bench.api.connections()).isEqualTo(1);
    }

    @Test
    @DisplayName("RS-61: the token is over and there is no new one: its error, and nothing is sent")
    default void expiredTokenWithoutAnother() {
        ReplayBench bench = bench();
        TokenFailure down = TokenFailure.of(TokenFailure.Code.OAE, "down");
        bench.server = ScriptedSource.answering(number -> number == 1
                ? Mono.just(AccessToken.bearer("t1", Duration.ofHours(1)))
                : Mono.error(TokenEndpointException.of(down, null)));
        Queue queue = queue(bench.caller());

        bench.time.advance(Duration.ofHours(1));
        queue.release().tryEmitEmpty();

        assertThat(queue.second())
                .failsWithin(ReplayBench.BOUND)
                .withThrowableThat()
                .withCauseInstanceOf(TokenEndpointException.class);
        assertThat(bench.api.log()).containsExactly("/first Bearer t1");
    }

    @Test
    @DisplayName("RS-61: a source that is no cache is not asked twice")
    default void plainSourceIsAskedOnce() {
        ReplayBench bench = bench();
        TokenSource plain = bench.server;

        Queue queue = queue(bench.caller(Options.with(plain, bench.api.origin())));
        queue.release().tryEmitEmpty();

        bench.expect(queue.second(), "200 ok");
        assertThat(bench.api.log()).containsExactly("/first Bearer t1", "/second Bearer t2");
        assertThat(bench.server.requests()).isEqualTo(2);
    }

    @Test
    @DisplayName("RS-61: authorized twice: the one whose token is over waits for another one, and not the other")
    default void expiredTokenOfOneOfTwo() {
        ReplayBench bench = bench();
        String origin = bench.api.origin();
        Options outer = bench.options().and(options -> options.replaceAuthorization = true);
        Options inner = Options.with(TokenSource.fixed(AccessToken.bearer("inner", Duration.ofHours(9))), origin);
        Queue queue = queue(bench.integration().stacked(outer, inner, bench.client(bench.pools.of(1))));

        bench.time.advance(Duration.ofHours(1));

        assertSent(queue, "t2");
        assertThat(bench.renewals()).isEqualTo(1);
    }

    @Test
    @DisplayName("RS-60: the token ends while the request is under way: the 401 is replayed with a fresh one")
    default void expiresUnderWay() {
        ReplayBench bench = bench();
        Sinks.Empty<Void> answer = Sinks.empty();
        bench.api.answering(seen ->
                seen.authorization().equals("Bearer t1") ? Reply.refusal().after(answer.asMono()) : Reply.ok());
        CompletableFuture<String> call = bench.begin(bench.get(bench.caller(), "/a"));
        ReplayBench.await(() -> bench.api.requests() == 1, ReplayBench.BOUND, "it is sent");

        bench.time.advance(Duration.ofHours(1));
        answer.tryEmitEmpty();

        bench.expect(call, "200 ok");
        assertThat(bench.api.log()).containsExactly("/a Bearer t1", "/a Bearer t2");
    }
}
