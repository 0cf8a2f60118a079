package io.reactortoken.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.reactortoken.chaos.CallJudge.Call;
import io.reactortoken.chaos.Counters.Count;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Each check of a run fails when its invariant is violated, and only then. */
class InvariantsTest {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final String CLIENT = "planted";

    private final Observed observed = Observed.create();
    private final World.Air air = World.Air.create(observed);
    private final CallJudge judge = new CallJudge(air);
    private final UsableToken usable = new UsableToken(observed.ledger(), air.clock());

    /** A call that began so long ago that nothing of now excuses it, and whose source has had a token all the time. */
    private Call call(Duration after) {
        return new Call("a call", true, System.nanoTime() + after.toNanos(), usable);
    }

    private void giveToken() {
        usable.arrived(
                observed.ledger().issue(CLIENT, Timing.LIFETIME),
                air.clock().epochMillis(),
                air.clock().nanoTime());
    }

    /** The clock jumps, a token comes that was sent before, and the clock is set right. */
    private void jumpUnderWay() {
        long sentMillis = air.clock().epochMillis();
        long sentNanos = air.clock().nanoTime();
        air.clock().set(Duration.ofMinutes(2));
        usable.arrived(observed.ledger().issue(CLIENT, Timing.LIFETIME), sentMillis, sentNanos);
        air.clock().set(Duration.ZERO);
    }

    private void assertViolated(Invariant invariant, int times) {
        assertThat(observed.violations().told())
                .hasSize(times)
                .allSatisfy(told -> assertThat(told).startsWith(invariant.name()));
        assertThat(observed.violations().of(invariant)).isEqualTo(times);
    }

    @Test
    @DisplayName("a call that fails while its source has a usable token is a violation")
    void usableToken() {
        giveToken();
        judge.failed(call(UsableToken.GRACE.multipliedBy(2)), new IllegalStateException("refused"));
        assertViolated(Invariant.USABLE_TOKEN, 1);
    }

    @Test
    @DisplayName("a call that gets a 401 while its source has a usable token is a violation")
    void usableTokenRefused() {
        giveToken();
        judge.answered(call(UsableToken.GRACE.multipliedBy(2)), new ApiClients.Answer(401, ""), "");
        assertViolated(Invariant.USABLE_TOKEN, 1);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("a call that fails is no violation for want of a token, or because of the way to the API")
    void excused(Excuse excuse) {
        giveToken();
        excuse.happens(this);
        judge.failed(call(UsableToken.GRACE.multipliedBy(2)), new IllegalStateException("refused"));
        assertThat(observed.violations().told()).isEmpty();
        boolean token = excuse.compareTo(Excuse.FORGOTTEN) <= 0;
        assertThat(observed.counters().of(Count.NO_TOKEN)).isEqualTo(token ? 1 : 0);
        assertThat(observed.counters().of(Count.API_PATH)).isEqualTo(token ? 0 : 1);
    }

    /** Why a call may fail. */
    private enum Excuse {
        REVOKED,
        JUMPED,
        JUMPED_UNDER_WAY,
        FORGOTTEN,
        FAULT_ON_THE_WAY,
        API_DOWN;

        private void happens(InvariantsTest run) {
            switch (this) {
                case REVOKED -> run.observed.ledger().revoke(CLIENT, Duration.ZERO);
                case JUMPED -> run.air.clock().set(Duration.ofMinutes(2));
                case JUMPED_UNDER_WAY -> run.jumpUnderWay();
                case FORGOTTEN -> run.usable.forgotten();
                case FAULT_ON_THE_WAY -> run.air.pathTrouble().begin();
                case API_DOWN -> run.air.apiTrouble().begin();
            }
            if (this == REVOKED || this == FORGOTTEN) {
                run.air.serverTrouble().begin();
            }
        }
    }

    @Test
    @DisplayName("a call without a token is a violation when the authorization server has been well for a while")
    void recovery() {
        Duration later = Timing.HEALED.multipliedBy(2);
        judge.failed(call(later), new IllegalStateException("no token"));
        assertViolated(Invariant.RECOVERY, 1);
        air.serverTrouble().begin();
        judge.failed(call(later), new IllegalStateException("no token"));
        air.serverTrouble().end();
        judge.failed(call(Timing.HEALED.dividedBy(2)), new IllegalStateException("no token"));
        assertViolated(Invariant.RECOVERY, 1);
    }

    @Test
    @DisplayName("a call that never ends is a violation")
    void endless() {
        air.serverTrouble().begin();
        judge.failed(call(Duration.ZERO), new TimeoutException(Load.LIMIT));
        assertViolated(Invariant.CALL_ENDS, 1);
    }

    @Test
    @DisplayName("a call that gets another call's answer is a violation")
    void foreignAnswer() {
        judge.answered(call(Duration.ZERO), new ApiClients.Answer(200, "tenant-1 /orders/1 0"), "tenant-2 /orders/1 0");
        assertViolated(Invariant.OWN_TOKEN, 1);
    }

    @Test
    @DisplayName("the same call is none when it is answered as expected")
    void ownAnswer() {
        judge.answered(call(Duration.ZERO), new ApiClients.Answer(200, "tenant-2 /orders/1 0"), "tenant-2 /orders/1 0");
        assertThat(observed.violations().count()).isZero();
        assertThat(observed.counters().of(Count.OK)).isEqualTo(1);
    }

    @Test
    @DisplayName("a log line with a secret is a violation: as it is, in hex, in Base64, in a stack trace")
    void log() {
        String secret = Marked.text("secret");
        String basic = Base64.getEncoder().encodeToString(("client:" + secret).getBytes(StandardCharsets.US_ASCII));
        var logger = LoggerFactory.getLogger("io.reactortoken.chaos.planted");
        try (LogWatch watch = LogWatch.start(observed.violations())) {
            logger.info("nothing to see");
            assertThat(observed.violations().count()).isZero();
            logger.info("token={}", secret);
            logger.info("Authorization: Basic {}", basic);
            logger.info("failed", new IllegalStateException(secret));
            assertThat(watch.lines()).isEqualTo(4);
        }
        assertViolated(Invariant.SILENT_LOG, 3);
    }

    @Test
    @DisplayName("a buffer that is dropped is a violation, by Netty's leak detector")
    void buffer() {
        try (LogWatch watch = LogWatch.start(observed.violations())) {
            Flux.interval(Duration.ZERO, Duration.ofMillis(20))
                    .doOnNext(tick -> dropBuffer())
                    .filter(tick -> observed.violations().of(Invariant.BUFFERS) > 0)
                    .blockFirst(BOUND);
            assertThat(watch.lines()).isPositive();
        }
        assertThat(observed.violations().of(Invariant.BUFFERS)).isPositive();
    }

    private static void dropBuffer() {
        ByteBuf dropped = PooledByteBufAllocator.DEFAULT.buffer(16);
        assertThat(dropped.refCnt()).isEqualTo(1);
        System.gc();
    }

    @Test
    @DisplayName("more threads, timers, descriptors or heap than before are violations; a few are not")
    void levels() {
        Level before = new Level(50, 3, 100, 50L << 20);
        new Level(52, 4, 104, 52L << 20).compare(before, true, observed.violations());
        assertThat(observed.violations().count()).isZero();
        new Level(60, 10, 120, 80L << 20).compare(before, false, observed.violations());
        assertThat(observed.violations().of(Invariant.HEAP)).isZero();
        new Level(60, 10, 120, 80L << 20).compare(before, true, observed.violations());
        for (Invariant invariant : List.of(Invariant.THREADS, Invariant.TIMERS, Invariant.FILES)) {
            assertThat(observed.violations().of(invariant)).as(invariant.text()).isEqualTo(2);
        }
        assertThat(observed.violations().of(Invariant.HEAP)).isEqualTo(1);
    }

    @Test
    @DisplayName("a timer that waits is counted, and no longer when it is cancelled")
    void timers() {
        try (Timers timers = Timers.watch()) {
            var waits = Mono.delay(Duration.ofHours(1)).subscribe();
            assertThat(timers.count()).isEqualTo(1);
            waits.dispose();
            assertThat(timers.count()).isZero();
        }
    }
}
