package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.TokenOracle;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Lifetime × refreshBefore × expiryMargin × jitter × failure × clock fault, under traffic with cancels; after each cell
 * the oracle, and the number of requests. A failure tells the cell, which runs the same way each time.
 */
class CacheMatrixTest {

    private static final int SAMPLE = 1_500;

    @Test
    @DisplayName("CF-60 to CF-62, CF-99, CF-103, TE-075 to TE-085 a sample of the matrix that has each pair of values")
    void aSampleOfTheMatrix() {
        List<Integer> cells =
                new ArrayList<>(IntStream.range(0, MatrixCell.count()).boxed().toList());
        Collections.shuffle(cells, new Random(20_261_123));
        List<Integer> sample = cells.subList(0, SAMPLE);
        Set<List<Integer>> pairs = new HashSet<>();
        sample.forEach(cell -> addPairs(MatrixCell.coordinates(cell), pairs));
        assertThat(pairs).hasSize(MatrixCell.pairs());
        run(sample);
    }

    @Test
    @Tag("proof")
    @DisplayName("CF-60 to CF-62, CF-99, CF-103, TE-075 to TE-085 the whole matrix")
    void theWholeMatrix() {
        run(IntStream.range(0, MatrixCell.count()).boxed().toList());
    }

    private static void addPairs(int[] coordinates, Set<List<Integer>> pairs) {
        for (int i = 0; i < coordinates.length; i++) {
            for (int j = 0; j < i; j++) {
                pairs.add(List.of(i, j, coordinates[i], coordinates[j]));
            }
        }
    }

    private static void run(List<Integer> cells) {
        try (TokenOracle oracle = TokenOracle.create()) {
            for (int index : cells) {
                MatrixCell cell = MatrixCell.of(index);
                try {
                    new MatrixRun(cell, index, oracle).run();
                    oracle.verify();
                } catch (AssertionError broken) {
                    throw new AssertionError("cell " + index + ", " + cell + ": " + broken.getMessage(), broken);
                }
            }
        }
    }
}
