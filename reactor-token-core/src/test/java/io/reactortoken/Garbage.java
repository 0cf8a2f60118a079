package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** Objects that must become unreachable: waits for the collector's word, never for a time that must pass. */
final class Garbage {

    private static final int MOST_COLLECTIONS = 100;
    private static final int WORD_MILLIS = 50;

    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private final List<Reference<Object>> watched = new ArrayList<>();

    /** Keeps no hold of {@code object}; nor may the caller. */
    void watch(Object object) {
        watched.add(new WeakReference<>(object, collected));
    }

    /** Fails if one of the watched is still reachable after many collections. */
    void assertCollected() throws InterruptedException {
        assertThat(watched).isNotEmpty();
        int count = 0;
        for (int i = 0; i < MOST_COLLECTIONS && count < watched.size(); i++) {
            System.gc();
            while (collected.remove(WORD_MILLIS) != null) {
                count++;
            }
        }
        assertThat(count).as("collected").isEqualTo(watched.size());
    }
}
