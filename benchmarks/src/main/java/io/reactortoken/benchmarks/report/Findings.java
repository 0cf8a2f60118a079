package io.reactortoken.benchmarks.report;

import java.util.List;
import java.util.Map;

/**
 * What a study found.
 *
 * @param title of the study
 * @param method how it was measured, and what is fair or unfair about it
 * @param table what was measured
 * @param goals what it says of the goals
 * @param ratios what a regression check compares; lower is better
 * @param chart drawn beside the table; may have no bars
 */
public record Findings(
        String title, String method, Table table, List<Goal> goals, Map<String, Double> ratios, BarChart chart) {}
