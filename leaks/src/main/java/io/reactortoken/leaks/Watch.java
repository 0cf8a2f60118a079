package io.reactortoken.leaks;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the tests made and showed in this JVM. Everything that is tapped ends here, from any thread.
 *
 * <p>A text is compared when the test ends, or when there are many; an object is printed when it is made, and once more
 * at the end of the test if it is still there.
 */
public final class Watch {

    private static final int MOST_TEXTS = 5_000;
    private static final int MOST_OBJECTS_OF_A_TYPE = 20;
    private static final int MOST_KEPT_OF_A_TYPE = 3;
    private static final int MOST_LEAKS = 20;
    private static final int AROUND = 60;

    /** Places that a module's POM names, with the reason: beginnings of what stands before the colon in a leak. */
    private static final List<String> EXEMPT = Stream.of(
                    System.getProperty("reactortoken.leaks.exempt", "").split(",", -1))
            .map(String::trim)
            .filter(place -> !place.isEmpty())
            .toList();

    private static final Watch WATCH = new Watch();

    private final Canaries canaries = new Canaries();
    private final List<Shown> texts = new ArrayList<>();
    private final Map<Class<?>, List<Supplier<@Nullable Object>>> objects = new HashMap<>();
    private final List<String> leaks = new ArrayList<>();
    private int secrets;
    private int watched;
    private int compared;

    private record Shown(String where, String text) {}

    private Watch() {}

    /** A secret or token was made. */
    public static void secret(String text) {
        synchronized (WATCH) {
            WATCH.secrets++;
            WATCH.watched += WATCH.canaries.learn(text) ? 1 : 0;
        }
    }

    /** A text was shown. */
    public static void shown(String where, String text) {
        synchronized (WATCH) {
            WATCH.texts.add(new Shown(where, text));
            if (WATCH.texts.size() >= MOST_TEXTS) {
                WATCH.compare();
            }
        }
    }

    /** An object was made which users print. */
    public static void made(Object object) {
        synchronized (WATCH) {
            List<Supplier<@Nullable Object>> ofItsType =
                    WATCH.objects.computeIfAbsent(object.getClass(), type -> new ArrayList<>());
            if (ofItsType.size() >= MOST_OBJECTS_OF_A_TYPE) {
                return;
            }
            // others may not be kept, because there are tests which ask whether they are
            boolean value = object instanceof Record || object instanceof Throwable;
            ofItsType.add(
                    value && ofItsType.size() < MOST_KEPT_OF_A_TYPE ? () -> object : new WeakReference<>(object)::get);
        }
        Printed.plainly(object).forEach(text -> shown(object.getClass().getName(), text));
    }

    /**
     * Looks at what was shown since the last time.
     *
     * @return what was found: where, and the text around it
     */
    public static List<String> leaks() {
        for (Object object : takeObjects()) {
            Printed.everyWay(object).forEach(text -> shown(object.getClass().getName(), text));
        }
        synchronized (WATCH) {
            WATCH.compare();
            List<String> found = List.copyOf(WATCH.leaks);
            WATCH.leaks.clear();
            WATCH.objects.clear();
            return found;
        }
    }

    private static List<Object> takeObjects() {
        synchronized (WATCH) {
            List<Object> alive = new ArrayList<>();
            for (List<Supplier<@Nullable Object>> ofAType : WATCH.objects.values()) {
                for (Supplier<@Nullable Object> each : ofAType) {
                    Object object = each.get();
                    if (object != null) {
                        alive.add(object);
                    }
                }
            }
            return alive;
        }
    }

    /** {@return how much was looked at, to tell a watch that sees nothing from one that finds nothing} */
    static String summary() {
        synchronized (WATCH) {
            return WATCH.secrets + " secrets and tokens made, " + WATCH.watched + " of them looked for in "
                    + WATCH.compared + " texts";
        }
    }

    /** A test class ended. */
    static void classEnds() {
        synchronized (WATCH) {
            WATCH.canaries.classEnds();
        }
    }

    private void compare() {
        for (Shown shown : texts) {
            int end = canaries.find(shown.text);
            if (end >= 0 && leaks.size() < MOST_LEAKS && EXEMPT.stream().noneMatch(shown.where::startsWith)) {
                leaks.add(shown.where + ": " + around(shown.text, end));
            }
        }
        compared += texts.size();
        texts.clear();
    }

    private static String around(String text, int end) {
        int start = Math.max(0, end - Canaries.RUN);
        String before = text.substring(Math.max(0, start - AROUND), start);
        return before + ">>>" + text.substring(start, end) + "<<<"
                + text.substring(end, Math.min(text.length(), end + AROUND));
    }
}
