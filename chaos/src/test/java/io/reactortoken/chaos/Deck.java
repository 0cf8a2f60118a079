package io.reactortoken.chaos;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Draws at random, and none again before each had its turn: also a short run sees everything. */
final class Deck<T> {

    private final List<T> cards;
    private final Random random;
    private final Deque<T> left = new ArrayDeque<>();

    Deck(List<T> cards, Random random) {
        this.cards = List.copyOf(cards);
        this.random = random;
    }

    T draw() {
        if (left.isEmpty()) {
            List<T> shuffled = new ArrayList<>(cards);
            Collections.shuffle(shuffled, random);
            left.addAll(shuffled);
        }
        return left.remove();
    }
}
