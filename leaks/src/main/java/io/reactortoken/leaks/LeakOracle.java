package io.reactortoken.leaks;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * O1 over a whole suite: learns every secret and token that is made, listens to every logger at TRACE, and fails the
 * test that showed one of them. Registered for all tests of a module that has this on its class path;
 * {@code -Dreactortoken.leaks=off} switches it off.
 */
public final class LeakOracle implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final boolean ON = !"off".equals(System.getProperty("reactortoken.leaks"));

    private static final Summary SUMMARY = new Summary();

    @Override
    public void beforeAll(ExtensionContext context) {
        if (ON) {
            Agent.install();
            SUMMARY.register();
            Logs.listen(true);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (ON) {
            Logs.listen(true);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (ON) {
            judge();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (ON
                && context.getParent()
                        .filter(parent -> parent.getTestClass().isPresent())
                        .isEmpty()) {
            showThreadNames();
            judge();
            Watch.classEnds();
            Logs.listen(false);
        }
    }

    static void showThreadNames() {
        Thread.getAllStackTraces().keySet().forEach(thread -> Watch.shown("thread name", thread.getName()));
    }

    /** Takes what was found, and fails because of it. */
    static void judge() {
        List<String> leaks = Watch.leaks();
        if (!leaks.isEmpty()) {
            throw new AssertionError("O1: a secret or token was shown, see >>>...<<<\n" + String.join("\n", leaks));
        }
    }
}
