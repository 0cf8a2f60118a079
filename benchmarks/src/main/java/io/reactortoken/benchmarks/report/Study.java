package io.reactortoken.benchmarks.report;

/** Something to measure. */
public interface Study {

    /** Measures it. Takes a minute or a few. */
    Findings run() throws Exception;
}
