package io.reactortoken;

/** Draws numbers from [0, 1); a seam, so that tests choose them. */
@FunctionalInterface
interface RandomSource {

    double nextDouble();
}
