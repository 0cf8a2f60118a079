package io.reactortoken.benchmarks.memory;

import java.util.ArrayList;
import java.util.List;

/** Many tenants with a cached token each, in one library. */
abstract class Tenants {

    final List<String> texts = new ArrayList<>();

    /** Each has its token when this returns. */
    final long bytes(int many) {
        for (int i = texts.size() / 2; i < many; i++) {
            String key = "tenant-" + i;
            texts.add(key);
            texts.add(cached(key));
        }
        return Heap.reached(root()) - Heap.of(texts);
    }

    /** {@return the text of a token that is kept from now on} */
    abstract String cached(String key);

    /** {@return all that is kept, without what users configure} */
    abstract Object root();
}
