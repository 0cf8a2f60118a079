package io.reactortoken.netty;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** An error and what caused it, as far as that is reasonable to follow. */
final class Causes {

    private static final int MAX_DEPTH = 16;

    private final List<Throwable> chain = new ArrayList<>();

    Causes(Throwable error) {
        Throwable next = error;
        while (next != null && chain.size() < MAX_DEPTH) {
            chain.add(next);
            next = next.getCause();
        }
    }

    boolean hold(Class<? extends Throwable> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    /** Looks at messages, which are never shown. */
    boolean hold(Class<? extends Throwable> type, Predicate<String> message) {
        return chain.stream()
                .filter(type::isInstance)
                .anyMatch(cause -> message.test(String.valueOf(cause.getMessage())));
    }

    <T extends Throwable> Optional<T> find(Class<T> type) {
        return chain.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** By its simple name, where the class need not be on the class path. */
    boolean holdClassNamed(String name) {
        return chain.stream().anyMatch(cause -> cause.getClass().getSimpleName().equals(name));
    }

    /** The error's class, which is safe to show. */
    String name() {
        return chain.get(0).getClass().getSimpleName();
    }
}
