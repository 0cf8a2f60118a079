package io.reactortoken.micrometer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Names of registrations as values of tags: the first so many that are fit, and {@code other} for the rest, because each
 * value is a time series that is kept for good.
 */
final class ClientNames {

    static final int DEFAULT_MAX = 100;

    private static final int LONGEST = 100;

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final AtomicInteger room;

    ClientNames(int max) {
        this.room = new AtomicInteger(max);
    }

    String of(String name) {
        if (name.isBlank()) {
            return TagValues.NONE;
        }
        if (known.contains(name)) {
            return name;
        }
        if (!isFit(name) || room.getAndUpdate(left -> Math.max(left - 1, 0)) == 0) {
            return TagValues.OTHER;
        }
        if (!known.add(name)) {
            room.incrementAndGet();
        }
        return name;
    }

    private static boolean isFit(String name) {
        return name.length() <= LONGEST && name.chars().noneMatch(Character::isISOControl);
    }
}
