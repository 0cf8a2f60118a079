package io.reactortoken.oauth2.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextRegistry;
import io.reactortoken.test.DroppedSignals;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

/** CF-04: the queue before a server. */
class GatesTest {

    private static final TransportResponse ANSWER = new TransportResponse(200, Map.of(), new byte[0]);

    private static final Duration BOUND = Duration.ofSeconds(60);

    private final List<String> sent = new ArrayList<>();
    private final List<Sinks.One<TransportResponse>> answers = new ArrayList<>();
    private final TokenTransport server = request -> Mono.defer(() -> {
        sent.add(request.uri().getPath());
        Sinks.One<TransportResponse> answer = Sinks.one();
        answers.add(answer);
        return answer.asMono();
    });

    private static TransportRequest to(String path) {
        return TransportRequest.get(URI.create("https://id.example.com" + path), Map.of());
    }

    @Test
    @DisplayName("CF-04: who leaves the queue is not sent, and holds up nobody behind")
    void leavesTheQueue() {
        // given
        TokenTransport gated = new Gates(1).over(server);
        gated.exchange(to("/1")).subscribe();
        Disposable second = gated.exchange(to("/2")).subscribe();
        gated.exchange(to("/3")).subscribe();
        // when
        second.dispose();
        answers.get(0).tryEmitValue(ANSWER);
        // then
        assertThat(sent).containsExactly("/1", "/3");
    }

    @Test
    @DisplayName("CF-04: who cancels a request that is on its way gives the turn to the next one, after the cancel")
    void cancelsOnTheWay() {
        List<String> order = new ArrayList<>();
        TokenTransport gated = new Gates(1)
                .over(request -> Mono.<TransportResponse>never()
                        .doOnSubscribe(begun -> order.add("sent"))
                        .doOnCancel(() -> order.add("cancelled")));
        Disposable first = gated.exchange(to("/1")).subscribe();
        gated.exchange(to("/2")).subscribe();
        first.dispose();
        assertThat(order).containsExactly("sent", "cancelled", "sent");
    }

    @Test
    @DisplayName("CF-04: an error that is thrown past the operators stops nobody else")
    void survivesAnErrorThatIsThrown() {
        AtomicInteger calls = new AtomicInteger();
        TokenTransport gated = new Gates(1).over(request -> switch (calls.incrementAndGet()) {
            case 1 -> throw new NoClassDefFoundError("missing");
            case 2 ->
                Mono.defer(() -> {
                    throw new NoClassDefFoundError("missing");
                });
            default -> Mono.just(ANSWER);
        });
        List<Throwable> told = new ArrayList<>();
        // when
        gated.exchange(to("/1")).subscribe(unwanted -> {}, told::add);
        try (DroppedSignals dropped = DroppedSignals.record()) {
            gated.exchange(to("/2")).subscribe(unwanted -> {}, told::add);
            assertThat(dropped.errors()).hasSize(1);
        }
        // then
        assertThat(told).hasSize(1).allMatch(NoClassDefFoundError.class::isInstance);
        StepVerifier.create(gated.exchange(to("/3")))
                .expectNext(ANSWER)
                .expectComplete()
                .verify(BOUND);
    }

    @Test
    @DisplayName("CF-04: when it is closed nobody is let in")
    void closes() {
        Gates gates = new Gates(1);
        TokenTransport gated = gates.over(server);
        gated.exchange(to("/1")).subscribe();
        gated.exchange(to("/2")).subscribe();
        gates.close();
        answers.get(0).tryEmitValue(ANSWER);
        assertThat(sent).containsExactly("/1");
    }

    @Test
    @DisplayName("CF-42, CF-78: who begins on the thread of one that leaves sees nothing of that one's ThreadLocals")
    void threadLocalsStayBehind() {
        // given
        ThreadLocal<@Nullable String> user = new ThreadLocal<>();
        List<String> seen = new ArrayList<>();
        TokenTransport gated = new Gates(1)
                .over(request -> Mono.defer(() -> {
                    seen.add(request.uri().getPath() + " by " + user.get());
                    return server.exchange(request);
                }));
        ContextRegistry.getInstance().registerThreadLocalAccessor("user", user::get, user::set, user::remove);
        Hooks.enableAutomaticContextPropagation();
        try {
            gated.exchange(to("/1")).contextWrite(Context.of("user", "A")).subscribe();
            gated.exchange(to("/2")).contextWrite(Context.of("user", "B")).subscribe();
            gated.exchange(to("/3")).subscribe();
            // when
            answers.get(0).tryEmitValue(ANSWER);
            user.set("whoever answers");
            answers.get(1).tryEmitValue(ANSWER);
        } finally {
            Hooks.disableAutomaticContextPropagation();
            ContextRegistry.getInstance().removeThreadLocalAccessor("user");
            user.remove();
        }
        // then
        assertThat(seen).containsExactly("/1 by A", "/2 by B", "/3 by null");
    }

    @Test
    @DisplayName(
            "CF-04: on many threads, with cancels and errors among them, never more than allowed, and none is lost")
    void manyThreads() {
        // given
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        TokenTransport gated = new Gates(3)
                .over(request -> Mono.defer(() -> {
                    AtomicBoolean counted = new AtomicBoolean(true);
                    Runnable over = () -> open.addAndGet(counted.getAndSet(false) ? -1 : 0);
                    most.accumulateAndGet(open.incrementAndGet(), Math::max);
                    return Mono.just(ANSWER)
                            .publishOn(Schedulers.parallel())
                            .filter(answer -> !request.uri().getPath().endsWith("7"))
                            .switchIfEmpty(Mono.error(() -> new IllegalStateException("seven")))
                            .doOnTerminate(over)
                            .doOnCancel(over);
                }));
        // when
        Flux<Integer> herd = Flux.range(0, 20_000)
                .parallel(4)
                .runOn(Schedulers.parallel())
                .flatMap(i -> {
                    Mono<Integer> exchange =
                            gated.exchange(to("/" + i)).thenReturn(1).onErrorReturn(1);
                    return i % 5 == 0 ? Mono.firstWithSignal(exchange, Mono.just(1)) : exchange;
                })
                .sequential();
        // then
        StepVerifier.create(herd.count()).expectNext(20_000L).expectComplete().verify(BOUND);
        assertThat(most.get()).isBetween(1, 3);
        assertThat(open).hasValue(0);
    }
}
