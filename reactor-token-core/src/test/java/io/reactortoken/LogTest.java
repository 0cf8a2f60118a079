package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.token;
import static io.reactortoken.CacheFixture.transientFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.publisher.TestPublisher;

/** How often the cache logs, and that nobody waits for the log. Each program runs with classes of its own. */
class LogTest {

    private static final String CANARY = "CNRY-log-51f0be88a3";

    private final List<LogRecord> lines = new CopyOnWriteArrayList<>();

    private long warnings() {
        return lines.stream()
                .filter(line -> line.getLevel().equals(Level.WARNING))
                .count();
    }

    @Test
    @DisplayName("CF-100: a row of failed renewals is one WARN, and not another one until a renewal succeeds")
    void aRowOfFailedRenewalsIsOneWarning() throws Exception {
        Isolated.run(TwoRowsOfFailures.class, lines::add);
        assertThat(warnings()).isEqualTo(2);
        assertThat(lines).as("the failures, and three tokens").hasSizeGreaterThan(20);
        assertThat(lines)
                .filteredOn(line -> line.getLevel().equals(Level.WARNING))
                .allSatisfy(line ->
                        assertThat(line.getMessage()).contains("the held token serves on", "NET nobody answered"));
        assertThat(lines).noneSatisfy(line -> assertThat(line.getMessage()).contains(CANARY));
    }

    static final class TwoRowsOfFailures implements Runnable {

        @Override
        public void run() {
            var cache = CacheFixture.bare(ScriptedSource.answering(number -> number == 1 || number == 13 || number > 24
                    ? Mono.just(token(CANARY + number))
                    : Mono.error(transientFailure())));
            cache.current();
            while (cache.source.requests() < 25) {
                cache.time.advance(Duration.ofSeconds(10));
                cache.current();
            }
        }
    }

    @Test
    @DisplayName("CF-100: inside a hold no call writes a line; a failure of which callers are told is no WARN")
    void noCallInsideAHoldWritesALine() throws Exception {
        Isolated.run(TenThousandRefusals.class, lines::add);
        assertThat(lines)
                .extracting(line -> line.getMessage().split(" ", 2)[0])
                .containsExactly("event=request-started", "event=request-failed", "event=hold-entered");
        assertThat(warnings()).isZero();
    }

    static final class TenThousandRefusals implements Runnable {

        @Override
        public void run() {
            var cache =
                    CacheFixture.bare(ScriptedSource.answering(number -> Mono.error(CacheFixture.permanentFailure())));
            for (int i = 0; i < 10_000; i++) {
                cache.get().subscribe(new Recorder());
            }
        }
    }

    @Test
    @DisplayName("CF-23: a log that throws keeps no token from anybody, and no failure either")
    void aLogThatThrowsHarmsNobody() throws Exception {
        Isolated.run(WaitersOfBothKinds.class, line -> {
            lines.add(line);
            throw new IllegalStateException("the disk is full");
        });
        assertThat(lines).hasSizeGreaterThanOrEqualTo(3);
    }

    static final class WaitersOfBothKinds implements Runnable {

        @Override
        public void run() {
            var cache = CacheFixture.bare(ScriptedSource.silent());
            var served = new Recorder();
            cache.get().subscribe(served);
            served.subscription().request(1);
            cache.source.answer(token("t1"));
            expect(served, List.of("onSubscribe", "t1", "onComplete"));
            cache.tokens.evict();
            var refused = new Recorder();
            cache.get().subscribe(refused);
            cache.source.fail(CacheFixture.permanentFailure());
            expect(refused, List.of("onSubscribe", "OAE"));
            cache.time.advance(Duration.ofSeconds(1));
            var again = new Recorder();
            cache.get().subscribe(again);
            again.subscription().request(1);
            cache.source.answer(token("t2"));
            expect(again, List.of("onSubscribe", "t2", "onComplete"));
        }
    }

    @Test
    @DisplayName("CF-23: what a log throws goes to the dropped hook, and not to the thread that ended the fetch")
    void whatALogThrowsDoesNotReachTheTransport() throws Exception {
        Isolated.run(AnswerFromATransport.class, line -> {
            lines.add(line);
            throw new IllegalStateException("the disk is full");
        });
        assertThat(lines).as("start, end, and when to renew").hasSize(3);
    }

    static final class AnswerFromATransport implements Runnable {

        @Override
        public void run() {
            TestPublisher<AccessToken> transport = TestPublisher.create();
            CachedTokenSource tokens = TokenSource.of(transport::mono).cache();
            tokens.token().subscribe();
            transport.emit(token("t1"));
            tokens.close();
        }
    }

    /** No assertion library is loaded there. */
    private static void expect(Recorder subscriber, List<String> signals) {
        if (!subscriber.signals.equals(signals)) {
            throw new IllegalStateException("expected " + signals + " but got " + subscriber.signals);
        }
    }

    @Test
    @DisplayName("CF-23: who waits is woken before a line is written, so that a slow log delays nobody")
    void waitersAreWokenBeforeALineIsWritten() throws Exception {
        Isolated.run(WokenFirst.class, line -> lines.add(WokenFirst.stamped(line)));
        assertThat(lines)
                .filteredOn(line -> line.getMessage().startsWith("event=request-succeeded "))
                .singleElement()
                .satisfies(line -> assertThat(line.getLoggerName()).isEqualTo("woken"));
    }

    /** The system property is what both class loaders see. */
    static final class WokenFirst implements Runnable {

        private static final String KEY = "reactortoken.test.woken";

        static LogRecord stamped(LogRecord line) {
            line.setLoggerName(System.getProperty(KEY, "asleep"));
            return line;
        }

        @Override
        public void run() {
            var cache = CacheFixture.bare(ScriptedSource.silent());
            cache.get().subscribe(token -> System.setProperty(KEY, "woken"));
            try {
                cache.source.answer(AccessToken.bearer("t1", HOUR));
            } finally {
                System.clearProperty(KEY);
            }
        }
    }
}
