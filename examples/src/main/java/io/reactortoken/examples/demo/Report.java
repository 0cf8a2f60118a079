package io.reactortoken.examples.demo;

import io.reactortoken.examples.server.LoopbackAuthorizationServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The table at the end, and whether reactor-token kept what it promises.
 *
 * @param ours the main phase
 * @param others the same load without reactor-token's cache
 * @param reference the same load with a header that was made beforehand
 */
record Report(PhaseResult ours, List<PhaseResult> others, PhaseResult reference) {

    /** What is not as it must be, a line for each; empty if all is well. */
    List<String> broken() {
        List<String> broken = new ArrayList<>();
        if (ours.calls().failedCalls() > 0) {
            broken.add(ours.calls().failedCalls() + " calls failed: "
                    + ours.calls().failures());
        }
        if (ours.tokens().replays() < 1) {
            broken.add("no call was replayed, although " + ours.disturbed().revocations() + " tokens were revoked");
        }
        if (ours.tokens().issued() > mostTokenRequests()) {
            broken.add(ours.tokens().issued() + " token requests succeeded, at most " + mostTokenRequests()
                    + " should have");
        }
        return broken;
    }

    /** Two for each lifetime that began, and one for each revocation. */
    long mostTokenRequests() {
        long lifetime = LoopbackAuthorizationServer.EXPIRES_IN.toNanos();
        long begun = (ours.time().toNanos() + lifetime - 1) / lifetime;
        return 2 * begun + ours.disturbed().revocations();
    }

    /** The table with its notes. */
    String table() {
        StringBuilder table = new StringBuilder();
        row(table, "", PhaseResult::title);
        row(table, "time", phase -> seconds(phase.time()));
        row(table, "live tokens revoked", phase -> count(phase.disturbed().revocations()));
        row(
                table,
                "authorization server down",
                phase -> seconds(phase.disturbed().outage()));
        row(table, "calls", phase -> count(phase.calls().calls()));
        row(table, "calls per second", phase -> count(phase.callsPerSecond()));
        row(table, "failed calls", phase -> count(phase.calls().failedCalls()));
        row(table, "successful token requests", phase -> count(phase.tokens().issued()));
        row(table, "failed token requests", phase -> count(phase.tokens().failed()));
        row(table, "replays", phase -> count(phase.tokens().replays()));
        row(table, "added time: p50", phase -> millis(added(phase).p50()));
        row(table, "            p99", phase -> millis(added(phase).p99()));
        row(table, "            max", phase -> millis(added(phase).max()));
        return table.append('\n').append(notes()).toString();
    }

    private static String notes() {
        return """
                %d calls at a time, half of them by Reactor Netty's HttpClient and half by WebClient; all by
                WebClient under Spring Security's filter (clock skew 1 s, and it forgets a refused token).
                One request per call: on 4 connections that are kept, and no token is live to be revoked.
                Token requests and refused calls are counted at the servers, failed attempts also at the client.
                A replay is a call that the API refused and the caller never heard of.
                Added time is what each successful call took beyond the median of the same client's calls
                with a ready-made header; what the last column shows is the noise of this machine.
                """.formatted(Load.CONCURRENCY);
    }

    private void row(StringBuilder table, String name, Function<PhaseResult, String> value) {
        String cells = columns().stream()
                .map(phase -> String.format(Locale.ROOT, "%19s", value.apply(phase)))
                .collect(Collectors.joining());
        table.append(String.format(Locale.ROOT, "%-26s%s%n", name, cells));
    }

    private List<PhaseResult> columns() {
        List<PhaseResult> columns = new ArrayList<>();
        columns.add(ours);
        columns.addAll(others);
        columns.add(reference);
        return columns;
    }

    private Quantiles added(PhaseResult phase) {
        return Quantiles.of(phase.calls().longerThan(reference.calls()));
    }

    private static String count(long number) {
        return Long.toString(number);
    }

    private static String seconds(Duration time) {
        return time.isZero() ? "-" : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
