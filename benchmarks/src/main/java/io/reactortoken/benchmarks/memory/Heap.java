package io.reactortoken.benchmarks.memory;

import java.util.List;
import org.openjdk.jol.info.GraphLayout;

/** How many bytes can be reached from an object, by JOL's knowledge of this JVM. */
final class Heap {

    static {
        // records have no offsets that a library may ask for otherwise
        System.setProperty("jol.magicFieldOffset", "true");
    }

    private Heap() {}

    static long reached(Object root) {
        return GraphLayout.parseInstance(root).totalSize();
    }

    /** {@return the bytes of texts alone} */
    static long of(List<String> texts) {
        Object[] array = texts.toArray();
        return array.length == 0
                ? 0
                : GraphLayout.parseInstance(array).totalSize()
                        - GraphLayout.parseInstance((Object) new Object[array.length])
                                .totalSize();
    }

    /** {@return what the heap holds after a collection} */
    static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
