package io.reactortoken.leaks;

/** A set of hashes in one array: millions of them, without an object for each. */
final class HashRuns {

    private static final int FIRST_SIZE = 1 << 10;

    private long[] slots = new long[FIRST_SIZE];
    private int size;

    void add(long hash) {
        int slot = slot(slots, hash);
        if (slots[slot] == 0) {
            slots[slot] = hash;
            size++;
            if (size > slots.length / 2) {
                grow();
            }
        }
    }

    boolean contains(long hash) {
        return slots[slot(slots, hash)] == hash && hash != 0;
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long hash : slots) {
            if (hash != 0) {
                larger[slot(larger, hash)] = hash;
            }
        }
        slots = larger;
    }

    /** Where it is, or where it may be put. */
    private static int slot(long[] slots, long hash) {
        long mixed = hash * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & (slots.length - 1);
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }
}
