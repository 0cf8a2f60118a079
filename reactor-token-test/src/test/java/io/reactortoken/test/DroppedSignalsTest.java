package io.reactortoken.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

class DroppedSignalsTest {

    private final IllegalStateException error = new IllegalStateException("late");

    private void drop() {
        Operators.onErrorDropped(error, Context.empty());
    }

    @Test
    void recordsWhatEachHookReceives() {
        List<Throwable> signalled = new ArrayList<>();
        try (DroppedSignals dropped = DroppedSignals.record()) {
            drop();
            Operators.onNextDropped("a value", Context.empty());
            Mono.fromRunnable(() -> {
                        throw error;
                    })
                    .subscribe(value -> {}, signalled::add);
            assertThat(dropped.errors()).containsExactly(error);
            assertThat(dropped.operatorErrors()).containsExactly(error);
            assertThat(dropped.values()).containsExactly("java.lang.String");
        }
        assertThat(signalled).as("the hook changes nothing").containsExactly(error);
    }

    @Test
    void theInnermostRecordingGetsASignalAndNoOtherDoes() {
        try (DroppedSignals outer = DroppedSignals.record()) {
            try (DroppedSignals inner = DroppedSignals.record()) {
                drop();
                assertThat(inner.errors()).hasSize(1);
            }
            assertThat(outer.errors()).isEmpty();
            drop();
            assertThat(outer.errors()).hasSize(1);
        }
    }

    @Test
    void theHooksAreResetWithTheLastRecording() {
        DroppedSignals dropped = DroppedSignals.record();
        dropped.close();
        dropped.close();
        List<Throwable> hooked = new ArrayList<>();
        Hooks.onErrorDropped(hooked::add);
        try {
            drop();
        } finally {
            Hooks.resetOnErrorDropped();
        }
        assertThat(hooked).containsExactly(error);
        assertThat(dropped.errors()).isEmpty();
    }
}
