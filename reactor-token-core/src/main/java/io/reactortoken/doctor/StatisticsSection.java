package io.reactortoken.doctor;

import io.reactortoken.doctor.RunStatistics.Counts;
import io.reactortoken.doctor.Suspicion.Weight;
import java.util.List;
import java.util.Locale;

/** D-14: what a running program did with its tokens. */
final class StatisticsSection implements Examiner {

    private static final String ID = "D-14";
    private static final double TOO_MANY = 0.5;
    private static final int ENOUGH = 4;

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Section section(CaseFile file) {
        Lines lines = Lines.of(ID, "Run time");
        RunStatistics statistics = file.setup.statistics;
        if (statistics == null) {
            return lines.add("statistics", "none were given (stats(..))").section();
        }
        Counts counts = statistics.counts();
        long served = statistics.served();
        lines.add("requests", counts.requests() + ", of which " + counts.failures() + " failed");
        lines.add("served", served + " tokens" + (served == 0 ? "; counted only through counting(..)" : ""));
        lines.addIf(served > 0, "ratio", ratio(counts.requests(), served));
        lines.add(
                "reactive",
                counts.reactive() + " requests with callers waiting, " + counts.renewals() + " in the background");
        lines.add("holds", Long.toString(counts.holds()));
        lines.add("rejected", counts.rejected() + " tokens, by an API");
        statistics.last().forEach(event -> lines.add("event", event));
        return lines.section();
    }

    private static String ratio(long requests, long served) {
        return String.format(Locale.ROOT, "%.2f requests per token served", (double) requests / served);
    }

    @Override
    public List<Suspicion> suspicions(CaseFile file) {
        RunStatistics statistics = file.setup.statistics;
        if (statistics == null || statistics.served() < ENOUGH) {
            return List.of();
        }
        long requests = statistics.counts().requests();
        long served = statistics.served();
        return requests <= TOO_MANY * served
                ? List.of()
                : List.of(new Suspicion(
                        Weight.ADVICE,
                        Finding.of(
                                "H-CACHE",
                                ratio(requests, served) + ": the program asks for nearly each token anew",
                                "make one CachedTokenSource and share it, instead of a new one per request")));
    }
}
