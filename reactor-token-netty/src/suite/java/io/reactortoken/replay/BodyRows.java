package io.reactortoken.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Requests that have a body. */
public interface BodyRows extends Rows {

    /** One part, which says how long it is, or three, which do not. */
    enum Shape {
        WHOLE,
        PARTS;

        Publisher<byte[]> of(byte[] bytes) {
            int third = bytes.length / 3;
            return this == WHOLE
                    ? Mono.fromSupplier(bytes::clone)
                    : Flux.range(0, 3)
                            .map(n -> Arrays.copyOfRange(bytes, n * third, n == 2 ? bytes.length : (n + 1) * third));
        }

        /** It can be subscribed once. */
        Publisher<byte[]> once(byte[] bytes) {
            Publisher<byte[]> body = of(bytes);
            AtomicBoolean used = new AtomicBoolean();
            Mono<byte[]> refusal = Mono.error(() -> new IllegalStateException("the body was read already"));
            return body instanceof Mono<byte[]> one
                    ? Mono.defer(() -> used.compareAndSet(false, true) ? one : refusal)
                    : Flux.defer(() -> used.compareAndSet(false, true) ? body : refusal);
        }
    }

    static Stream<Shape> shapes() {
        return Stream.of(Shape.values());
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private Call post(String path) {
        return Call.post(bench().url(path));
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @MethodSource("shapes")
    @DisplayName(
            "RS-48: a body of which nothing is known is not sent again: the 401 as it came; the next call is renewed")
    default void notReplayed(Shape shape) {
        ReplayBench bench = bench();
        bench.api.accepting("Bearer t2");
        Caller caller = bench.caller();
        byte[] bytes = random(30);

        bench.expect(caller.call(post("/a").body(shape.once(bytes))).map(Answered::line), "401 " + Reply.REFUSAL);
        bench.expect(caller.call(post("/b").body(shape.once(bytes))).map(Answered::line), "200 ok");

        assertThat(bench.api.log()).containsExactly("/a Bearer t1", "/b Bearer t2");
        assertThat(bench.api.seen()).allSatisfy(seen -> assertThat(seen.body()).isEqualTo(bytes));
    }

    @Test
    @DisplayName("RS-01, R9110-17: a POST without a body is replayed")
    default void emptyPost() {
        ReplayBench bench = bench();
        bench.api.accepting("Bearer t2");

        bench.expect(bench.caller().call(post("/a")).map(Answered::line), "200 ok");

        assertThat(bench.api.log()).containsExactly("/a Bearer t1", "/a Bearer t2");
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @MethodSource("shapes")
    @DisplayName("RS-49: a body that can be subscribed again, by this request's word: replayed byte by byte")
    default void repeatableByRequest(Shape shape) {
        ReplayBench bench = bench();
        byte[] bytes = random(100_000);
        bench.api.accepting("Bearer t2");

        bench.expect(
                bench.caller().call(post("/a").repeatableBody(shape.of(bytes))).map(Answered::line), "200 ok");

        assertThat(bench.api.log()).containsExactly("/a Bearer t1", "/a Bearer t2");
        assertThat(bench.api.seen()).allSatisfy(seen -> assertThat(seen.body()).isEqualTo(bytes));
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @MethodSource("shapes")
    @DisplayName("RS-49: a body that can be subscribed again, by the client's word")
    default void repeatableByClient(Shape shape) {
        ReplayBench bench = bench();
        bench.api.accepting("Bearer t2");
        Caller caller = bench.caller(bench.options().and(options -> options.repeatableBodies = true));

        bench.expect(caller.call(post("/a").body(shape.of(random(30)))).map(Answered::line), "200 ok");
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @MethodSource("shapes")
    @DisplayName("RS-49: a body that can be had once is remembered, and replayed byte by byte")
    default void buffered(Shape shape) {
        ReplayBench bench = bench();
        byte[] bytes = random(1_000);
        bench.api.accepting("Bearer t2");

        bench.expect(
                bench.caller()
                        .call(post("/a").bufferedBody(shape.once(bytes), 1_000))
                        .map(Answered::line),
                "200 ok");

        assertThat(bench.api.log()).containsExactly("/a Bearer t1", "/a Bearer t2");
        assertThat(bench.api.seen()).allSatisfy(seen -> {
            assertThat(seen.body()).isEqualTo(bytes);
            assertThat(seen.headers().get("Content-Type"))
                    .isEqualTo(bench.api.seen().get(0).headers().get("Content-Type"));
        });
    }

    @Test
    @DisplayName("RS-49: a body with a declared length is whole with its last byte, whatever its publisher says later")
    default void bufferedUpToTheDeclaredLength() {
        ReplayBench bench = bench();
        bench.api.accepting("Bearer t2");
        // on HTTP/2 it is the publisher's end that ends the stream
        Mono<byte[]> end = bench.wire().isMultiplexed() ? Mono.empty() : Mono.never();
        Flux<byte[]> body = Flux.just("x=".getBytes(UTF_8), "1".getBytes(UTF_8)).concatWith(end);
        Call post = post("/a").header("Content-Length", "3").bufferedBody(body, 10);

        bench.expect(bench.caller().call(post).map(Answered::line), "200 ok");

        assertThat(bench.api.seen()).extracting(Seen::text).containsExactly("x=1", "x=1");
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @MethodSource("shapes")
    @DisplayName("RS-48: a body that is too long to be remembered is sent whole, and not again")
    default void tooLongToBuffer(Shape shape) {
        ReplayBench bench = bench();
        byte[] bytes = random(1_001);
        bench.api.accepting("Bearer t2");

        bench.expect(
                bench.caller()
                        .call(post("/a").bufferedBody(shape.once(bytes), 1_000))
                        .map(Answered::line),
                "401 " + Reply.REFUSAL);

        assertThat(bench.api.seen())
                .singleElement()
                .satisfies(seen -> assertThat(seen.body()).isEqualTo(bytes));
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @MethodSource("shapes")
    @DisplayName("RS-48: an empty body is no body")
    default void emptyBody(Shape shape) {
        ReplayBench bench = bench();
        bench.api.accepting("Bearer t2");
        Publisher<byte[]> empty = shape == Shape.WHOLE ? Mono.empty() : Flux.empty();

        bench.expect(bench.caller().call(post("/a").bufferedBody(empty, 10)).map(Answered::line), "200 ok");

        assertThat(bench.api.seen())
                .hasSize(2)
                .allSatisfy(seen -> assertThat(seen.body()).isEmpty());
    }

    @Test
    @DisplayName("RS-51: a refusal while the upload still runs: the upload is cancelled, the caller gets the 401")
    default void earlyRefusal() {
        ReplayBench bench = bench();
        AtomicInteger cancelled = new AtomicInteger();
        bench.api.answering(seen -> Reply.refusal().early());
        Flux<byte[]> endless = Flux.interval(Duration.ofMillis(1))
                .onBackpressureDrop()
                .map(tick -> new byte[1_024])
                .doOnCancel(cancelled::incrementAndGet);

        bench.expect(bench.caller().call(post("/a").body(endless)).map(Answered::line), "401 " + Reply.REFUSAL);

        ReplayBench.await(() -> cancelled.get() == 1, ReplayBench.BOUND, "the upload is cancelled");
        assertThat(bench.api.log()).containsExactly("/a Bearer t1");
    }

    @Test
    @DisplayName("RS-51: the same with a body that can be had again: it is cancelled, and sent again")
    default void earlyRefusalOfARepeatableBody() {
        ReplayBench bench = bench();
        AtomicInteger cancelled = new AtomicInteger();
        AtomicInteger subscribed = new AtomicInteger();
        bench.api.answering(seen ->
                seen.authorization().equals("Bearer t1") ? Reply.refusal().early() : Reply.ok());
        // it never ends the first time
        Flux<byte[]> body = Flux.defer(() -> subscribed.incrementAndGet() == 1
                        ? Flux.just("x=".getBytes(UTF_8)).concatWith(Flux.never())
                        : Flux.just("x=".getBytes(UTF_8), "1".getBytes(UTF_8)))
                .doOnCancel(cancelled::incrementAndGet);

        bench.expect(bench.caller().call(post("/a").repeatableBody(body)).map(Answered::line), "200 ok");

        ReplayBench.await(() -> cancelled.get() == 1, ReplayBench.BOUND, "the upload is cancelled");
        assertThat(bench.api.seen().get(1).text()).isEqualTo("x=1");
    }

    @Test
    @DisplayName(
            "RS-51: the 401 does not end, and the upload neither: both are cancelled, and the request is sent again")
    default void earlyRefusalThatStalls() {
        ReplayBench bench = bench();
        AtomicInteger cancelled = new AtomicInteger();
        AtomicInteger subscribed = new AtomicInteger();
        bench.api.answering(seen -> seen.authorization().equals("Bearer t1")
                ? Reply.refusal().stalled().early()
                : Reply.ok());
        Flux<byte[]> body = Flux.defer(() -> subscribed.incrementAndGet() == 1
                        ? Flux.just("x=".getBytes(UTF_8)).concatWith(Flux.never())
                        : Flux.just("x=1".getBytes(UTF_8)))
                .doOnCancel(cancelled::incrementAndGet);

        bench.expect(bench.caller().call(post("/a").repeatableBody(body)).map(Answered::line), "200 ok");

        ReplayBench.await(() -> cancelled.get() == 1, ReplayBench.BOUND, "the upload is cancelled");
    }

    @Test
    @DisplayName("RS-51: a buffer that is not whole when the refusal comes is not sent")
    default void earlyRefusalOfABufferedBody() {
        ReplayBench bench = bench();
        bench.api.answering(seen -> Reply.refusal().early());
        Sinks.Many<byte[]> slow = Sinks.many().unicast().onBackpressureBuffer();
        slow.tryEmitNext("x=".getBytes(UTF_8));

        CompletableFuture<String> call = bench.begin(
                bench.caller().call(post("/a").bufferedBody(slow.asFlux(), 100)).map(Answered::line));

        bench.expect(call, "401 " + Reply.REFUSAL);
        assertThat(bench.api.log()).containsExactly("/a Bearer t1");
    }

    @Test
    @DisplayName("RS-52: Expect: 100-continue changes nothing here: Reactor Netty sends the body at once")
    default void expectContinue() {
        ReplayBench bench = bench();
        bench.api.accepting("Bearer t2");
        Call post = post("/a").header("Expect", "100-continue");

        bench.expect(
                bench.caller().call(post.body(Shape.WHOLE.once(random(30)))).map(Answered::line),
                "401 " + Reply.REFUSAL);

        assertThat(bench.api.log()).containsExactly("/a Bearer t1");
    }

    @Test
    @DisplayName("RS-60: the token ends during a slow upload; a body that can be had again is sent again")
    default void expiresDuringTheUpload() {
        ReplayBench bench = bench();
        bench.api.accepting("Bearer t2");
        AtomicInteger subscribed = new AtomicInteger();
        Flux<byte[]> slow = Flux.defer(() -> Flux.just("a".getBytes(UTF_8), "b".getBytes(UTF_8))
                .doOnComplete(() -> {
                    if (subscribed.incrementAndGet() == 1) {
                        bench.time.advance(Duration.ofHours(1));
                    }
                }));

        bench.expect(bench.caller().call(post("/a").repeatableBody(slow)).map(Answered::line), "200 ok");

        assertThat(bench.api.seen()).extracting(Seen::text).containsExactly("ab", "ab");
    }
}
