package io.reactortoken.chaos;

import io.reactortoken.chaos.proxy.Direction;
import io.reactortoken.chaos.proxy.Fault;
import io.reactortoken.chaos.proxy.FaultKind;
import io.reactortoken.chaos.proxy.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Faults on the way to one server, one after the other: of either direction, of all connections or of some. */
final class NetworkFaults {

    private static final double SOME = 0.5;
    /** One in so many lasts long enough for tokens to run out. */
    private static final int LONG_ONE_IN = 6;

    private final FaultProxy proxy;
    private final Trouble trouble;
    private final Pace pace;
    private final Random random;
    private final Deck<FaultKind> kinds;

    NetworkFaults(FaultProxy proxy, Trouble trouble, Pace pace, long seed) {
        this.proxy = proxy;
        this.trouble = trouble;
        this.pace = pace;
        this.random = new Random(seed);
        this.kinds = new Deck<>(List.of(FaultKind.values()), random);
    }

    Step next() {
        Direction direction = random.nextBoolean() ? Direction.UP : Direction.DOWN;
        double share = random.nextBoolean() ? 1 : SOME;
        Fault fault = new Fault(kinds.draw(), direction, share, random.nextLong());
        Duration calm = pace.between(random, pace.calm(), pace.calm().multipliedBy(5));
        boolean isLong = random.nextInt(LONG_ONE_IN) == 0;
        Duration lasts = isLong
                ? pace.between(
                        random, pace.fault().multipliedBy(3), pace.fault().multipliedBy(5))
                : pace.between(random, pace.fault().dividedBy(2), pace.fault().multipliedBy(2));
        return new Step(
                calm,
                () -> {
                    trouble.begin();
                    proxy.begin(fault);
                },
                lasts,
                () -> {
                    proxy.end();
                    trouble.end();
                });
    }
}
