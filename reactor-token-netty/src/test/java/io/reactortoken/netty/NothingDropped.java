package io.reactortoken.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.DroppedSignals;
import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Oracle O5: during a test Reactor drops no error and no value. */
final class NothingDropped implements BeforeEachCallback, AfterEachCallback {

    private static final Namespace HERE = Namespace.create(NothingDropped.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(HERE).put(DroppedSignals.class, DroppedSignals.record());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        DroppedSignals signals =
                Objects.requireNonNull(context.getStore(HERE).remove(DroppedSignals.class, DroppedSignals.class));
        signals.close();
        assertThat(signals.errors()).isEmpty();
        assertThat(signals.values()).isEmpty();
    }
}
