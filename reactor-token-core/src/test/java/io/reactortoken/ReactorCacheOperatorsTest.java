package io.reactortoken;

import static io.reactortoken.OperatorFixture.HOUR;
import static io.reactortoken.OperatorFixture.subscribe;
import static io.reactortoken.OperatorFixture.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.publisher.TestPublisher;
import reactor.test.subscriber.TestSubscriber;
import reactor.util.Loggers;

/**
 * Why {@code cache()} is our own (ADR 1): what Reactor's operators do, and what ours does instead. A test of Reactor's
 * side that fails says that Reactor has caught up.
 */
class ReactorCacheOperatorsTest {

    private static final Duration BEYOND_NANOSECONDS = Duration.ofDays(365 * 300);

    private final OperatorFixture time = new OperatorFixture();
    private final AtomicInteger fetches = new AtomicInteger();

    private Mono<String> failing() {
        return Mono.error(() -> new IllegalStateException("attempt " + fetches.incrementAndGet()));
    }

    @Nested
    class ALifetimeBeyond292Years {

        private final TestPublisher<String> server = TestPublisher.create();

        @Test
        void reactorNeverAnswersTheFirstSubscriber() {
            // given
            Mono<String> cached = server.mono().cache(v -> BEYOND_NANOSECONDS, e -> Duration.ZERO, () -> Duration.ZERO);
            TestSubscriber<String> first = subscribe(cached);
            // when
            Throwable thrown = catchThrowable(() -> server.emit("v"));
            // then
            assertThat(thrown).isInstanceOf(ArithmeticException.class);
            assertThat(first.getReceivedOnNext()).isEmpty();
            assertThat(first.isTerminated()).isFalse();
        }

        @Test
        void oursAnswers() {
            // given
            AccessToken lasting = AccessToken.bearer("t", BEYOND_NANOSECONDS);
            // when
            var first = subscribe(
                    TokenSource.fixed(lasting).cache(time.policy().build()).token());
            // then
            assertThat(first.getReceivedOnNext()).containsExactly(lasting);
        }
    }

    @Nested
    class ADisposedScheduler {

        private final TestPublisher<String> server = TestPublisher.create();
        private final Scheduler disposed = Schedulers.newSingle("disposed");

        ADisposedScheduler() {
            disposed.dispose();
        }

        @Test
        void reactorNeverAnswersTheFirstSubscriber() {
            // given
            TestSubscriber<String> first = subscribe(server.mono().cache(HOUR, disposed));
            // when
            Throwable thrown = catchThrowable(() -> server.emit("v"));
            // then
            assertThat(thrown).isInstanceOf(RejectedExecutionException.class);
            assertThat(first.getReceivedOnNext()).isEmpty();
            assertThat(first.isTerminated()).isFalse();
        }

        @Test
        void oursFailsAtOnce() {
            // given
            var tokens = TokenSource.fixed(token("t"))
                    .cache(time.policy().scheduler(disposed).build());
            // when
            TestSubscriber<AccessToken> first = subscribe(tokens.token());
            // then
            assertThat(first.isTerminatedError()).isTrue();
            assertThat(first.expectTerminalError()).isInstanceOf(TokenException.class);
        }
    }

    @Nested
    class TheContextOfTheFetch {

        private final Mono<String> tenant = Mono.deferContextual(
                context -> Mono.just(context.<String>getOrEmpty("tenant").orElse("nobody")));

        @Test
        void reactorTakesTheFirstCallers() {
            // given
            Mono<String> cached = tenant.cache();
            subscribe(cached.contextWrite(context -> context.put("tenant", "acme")));
            // when
            var second = subscribe(cached.contextWrite(context -> context.put("tenant", "umbrella")));
            // then
            assertThat(second.getReceivedOnNext()).containsExactly("acme");
        }

        @Test
        void oursTakesNobodys() {
            // given
            var tokens = TokenSource.of(() -> tenant.map(OperatorFixture::token))
                    .cache(time.policy().build());
            // when
            var first = subscribe(tokens.token().contextWrite(context -> context.put("tenant", "acme")));
            // then
            assertThat(first.getReceivedOnNext()).containsExactly(token("nobody"));
        }
    }

    @Nested
    class AnError {

        @Test
        void reactorKeepsOneInstanceForEverybody() {
            // given
            Mono<String> cached = failing().cache();
            // when
            var first = subscribe(cached);
            var second = subscribe(cached);
            // then
            assertThat(second.expectTerminalError()).isSameAs(first.expectTerminalError());
            assertThat(fetches).hasValue(1);
        }

        @Test
        void oursGivesEachCallerOneOfItsOwn() {
            // given
            TestPublisher<AccessToken> endpoint = TestPublisher.create();
            var tokens = TokenSource.of(endpoint::mono).cache(time.policy().build());
            var first = subscribe(tokens.token());
            var second = subscribe(tokens.token());
            // when
            endpoint.error(new IllegalStateException("no"));
            // then
            assertThat(second.expectTerminalError()).isNotSameAs(first.expectTerminalError());
            assertThat(second.expectTerminalError()).hasRootCauseMessage("no");
        }

        @Test
        void oursAsksAgainAfterAHold() {
            // given
            var tokens = TokenSource.of(() -> failing().map(OperatorFixture::token))
                    .cache(time.policy().build());
            subscribe(tokens.token());
            // when
            time.advance(HOUR);
            subscribe(tokens.token());
            // then
            assertThat(fetches).hasValue(2);
        }
    }

    @Nested
    class TheLogAtDebug {

        private static final String OPERATOR = "reactor.core.publisher.MonoCacheTime";

        @Test
        void showsTheValueOfReactors() throws Exception {
            // when
            List<String> lines = logged(OPERATOR, ExpiringCache.class);
            // then
            assertThat(lines).anyMatch(line -> line.contains("expired") && line.contains(ExpiringCache.VALUE));
        }

        @Test
        void showsNoneOfOurs() throws Exception {
            // when
            List<String> lines = logged("io.reactortoken", RenewedCache.class);
            // then
            assertThat(lines).isNotEmpty().noneMatch(line -> line.contains(ExpiringCache.VALUE));
        }
    }

    /** Runs a class in a Reactor of its own, which logs by the JDK, and returns what is logged at DEBUG. */
    private static List<String> logged(String name, Class<? extends Runnable> program) throws Exception {
        List<String> lines = new ArrayList<>();
        Logger logger = Logger.getLogger(name);
        Handler handler = new Collector(lines);
        Level before = logger.getLevel();
        logger.setLevel(Level.FINE);
        logger.addHandler(handler);
        try (URLClassLoader alone = alone()) {
            var constructor = alone.loadClass(program.getName()).getDeclaredConstructor();
            constructor.setAccessible(true);
            ((Runnable) constructor.newInstance()).run();
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(before);
        }
        return lines;
    }

    private static URLClassLoader alone() {
        List<URL> places = new ArrayList<>();
        for (Class<?> wanted :
                List.of(Mono.class, Publisher.class, TokenSource.class, ReactorCacheOperatorsTest.class)) {
            places.add(wanted.getProtectionDomain().getCodeSource().getLocation());
        }
        return new URLClassLoader(places.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static final class ExpiringCache implements Runnable {

        static final String VALUE = "the-value";

        @Override
        public void run() {
            Loggers.useJdkLoggers();
            Mono.just(VALUE).cache(Duration.ZERO).block();
        }
    }

    private static final class RenewedCache implements Runnable {

        @Override
        public void run() {
            Loggers.useJdkLoggers();
            try (CachedTokenSource tokens = TokenSource.fixed(AccessToken.bearer(ExpiringCache.VALUE, HOUR))
                    .cache()) {
                tokens.token().block();
                tokens.evict();
                tokens.token().block();
            }
        }
    }

    private static final class Collector extends Handler {

        private final List<String> lines;

        Collector(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
