package io.reactortoken.test;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Objects that must be gone by the end, as the garbage collector sees it. */
final class References {

    private static final int MOST_SHOWN = 10;
    private static final int TRIES = 20;
    private static final int MILLIS_BETWEEN = 50;

    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
    private final Set<Named> kept = ConcurrentHashMap.newKeySet();

    private static final class Named extends WeakReference<Object> {
        private final String group;
        private final int number;

        Named(Object object, String group, int number, ReferenceQueue<Object> queue) {
            super(object, queue);
            this.group = group;
            this.number = number;
        }
    }

    /**
     * Adds an object.
     *
     * @param group a name
     * @param number the object's place among those of the group
     */
    void add(Object object, String group, int number) {
        kept.add(new Named(object, group, number, gone));
        sweep();
    }

    private void sweep() {
        for (Reference<?> cleared = gone.poll(); cleared != null; cleared = gone.poll()) {
            forget(cleared);
        }
    }

    @SuppressWarnings("SuspiciousMethodCalls") // the queue tells no more of the type
    private void forget(Reference<?> cleared) {
        kept.remove(cleared);
    }

    /** Throws if one of them is still there when the collector has had time enough; then all are forgotten. */
    void check() {
        collect();
        List<String> held = kept.stream()
                .sorted(Comparator.comparing((Named each) -> each.group).thenComparingInt(each -> each.number))
                .map(each -> each.group + " " + each.number)
                .toList();
        kept.clear();
        if (!held.isEmpty()) {
            Faults faults = new Faults();
            faults.add("the cache still refers to subscribers that were ended or have cancelled, " + held.size()
                    + " in all: " + String.join(", ", held.subList(0, Math.min(MOST_SHOWN, held.size()))));
            faults.throwIfAny();
        }
    }

    /** Gives up when the collector finds nothing more; to hand over a million of what it found takes it longer than a try. */
    private void collect() {
        try {
            for (int inVain = 0; inVain < TRIES && !kept.isEmpty(); inVain++) {
                System.gc();
                Reference<?> cleared = gone.remove(MILLIS_BETWEEN);
                while (cleared != null) {
                    inVain = 0;
                    forget(cleared);
                    cleared = kept.isEmpty() ? null : gone.remove(MILLIS_BETWEEN);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
