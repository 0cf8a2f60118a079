package io.reactortoken;

import io.reactortoken.test.TokenOracle;
import io.reactortoken.test.TokenOracleExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has the oracle of the test kit watch every cache that {@link CacheFixture} makes in this module's tests. Registered
 * for all of them, in {@code META-INF/services}.
 */
public final class CacheOracle implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final ThreadLocal<@Nullable ExtensionContext> RUNNING = new ThreadLocal<>();

    private final TokenOracleExtension extension = new TokenOracleExtension();

    /** The oracle of the test that runs on this thread; null outside of JUnit Jupiter, as in the TCK. */
    static @Nullable TokenOracle current() {
        ExtensionContext context = RUNNING.get();
        return context == null ? null : TokenOracleExtension.oracleOf(context);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        extension.beforeAll(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        RUNNING.set(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        RUNNING.remove();
        extension.afterEach(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        extension.afterAll(context);
    }
}
