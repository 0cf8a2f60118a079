package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.replay.Caller;
import io.reactortoken.replay.Integration;
import io.reactortoken.replay.Options;
import io.reactortoken.replay.ReplayBench;
import io.reactortoken.replay.Reply;
import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Pools in which there is room for every caller, and for nobody else. */
class NettySaturationTest extends ReplayBench {

    @Override
    public Integration integration() {
        return new NettyIntegration();
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @ValueSource(ints = {1, 5})
    @DisplayName("RS-47: in a pool that is exactly full, the replay asks for a connection after its own went back")
    void replayComesAfterTheRelease(int connections) {
        for (int round = 1; round <= 40; round++) {
            int callers = 2 * connections;
            ScriptedSource source = ScriptedSource.issuing(Duration.ofHours(1));
            AtomicInteger first = new AtomicInteger();
            api.countingOnly().answering(seen -> first.incrementAndGet() % 2 == 1 ? Reply.refusal() : Reply.ok());
            Caller caller = caller(
                    Options.with(closing(cached(source)), api.origin()), pools.of(connections, callers - connections));

            // a caller too many is told so at once
            StepVerifier.create(Flux.range(0, callers)
                            .flatMap(n -> get(caller, "/a"), callers)
                            .count())
                    .expectNext((long) callers)
                    .expectComplete()
                    .verify(BOUND);
        }
        assertThat(api.refusals()).isPositive();
    }
}
