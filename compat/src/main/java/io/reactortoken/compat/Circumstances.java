package io.reactortoken.compat;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.core.publisher.Hooks;

/**
 * The circumstances that a profile asks for by system properties. What the JVM must have (JDK, locale, encoding, zone) is
 * compared, so that it cannot be lost unseen; Reactor's hooks are put in place before each test, because some take them away.
 */
public final class Circumstances implements BeforeAllCallback, BeforeEachCallback {

    /** Set when this has looked; tests of the modules ask for it. */
    static final String CHECKED = "tested.checked";

    /**
     * Writes lines of TRACE for every signal, once context is propagated, and the leak oracle reads each: storms of calls become
     * ten times slower. Kept here, because a logger that nobody keeps forgets its level.
     */
    private static final Logger EVERY_SIGNAL = Logger.getLogger("io.micrometer.observation.contextpropagation");

    @Override
    public void beforeAll(ExtensionContext context) {
        if (Boolean.getBoolean(CHECKED)) {
            return;
        }
        List<String> differences = differences(System.getProperties());
        if (!differences.isEmpty()) {
            throw new IllegalStateException("the tests do not run where the build says: " + differences);
        }
        System.setProperty(CHECKED, "true");
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (System.getProperty("tested.hooks", "").equals("on")) {
            EVERY_SIGNAL.setLevel(Level.INFO);
            Hooks.onOperatorDebug();
            if (!Hooks.isAutomaticContextPropagationEnabled()) {
                Hooks.enableAutomaticContextPropagation();
            }
        }
    }

    /** {@return what is otherwise than the properties say; one that is missing or empty says nothing} */
    static List<String> differences(Properties wanted) {
        List<String> differences = new ArrayList<>();
        compare(wanted, "tested.java", String.valueOf(Runtime.version().feature()), differences);
        compare(wanted, "tested.locale", Locale.getDefault().toLanguageTag(), differences);
        compare(wanted, "tested.encoding", Charset.defaultCharset().name(), differences);
        compare(wanted, "tested.zone", TimeZone.getDefault().getID(), differences);
        return differences;
    }

    private static void compare(Properties wanted, String name, String is, List<String> differences) {
        String value = wanted.getProperty(name, "");
        if (!value.isEmpty() && !value.equals(is)) {
            differences.add(name + "=" + value + ", but it is " + is);
        }
    }
}
