package io.reactortoken.benchmarks;

import io.reactortoken.benchmarks.herd.ColdHerdStudy;
import io.reactortoken.benchmarks.herd.ExpiryStudy;
import io.reactortoken.benchmarks.herd.OutageStudy;
import io.reactortoken.benchmarks.herd.RefusalStudy;
import io.reactortoken.benchmarks.hit.HitStudy;
import io.reactortoken.benchmarks.hit.WatchedHitStudy;
import io.reactortoken.benchmarks.http.HttpStudy;
import io.reactortoken.benchmarks.memory.MemoryStudy;
import io.reactortoken.benchmarks.memory.ScalingStudy;
import io.reactortoken.benchmarks.report.Regression;
import io.reactortoken.benchmarks.report.Report;
import io.reactortoken.benchmarks.report.Study;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs every study and prints one table. Takes about twenty minutes, and means something on an idle machine only.
 *
 * <p>Arguments: the simple names of studies, or none for all; {@code publish} writes {@code docs/performance.md} and its
 * pictures; {@code check} ends with an error if a ratio is worse than {@code ratios.tsv} says.
 */
public final class Performance {

    private static final List<Study> STUDIES = List.of(
            new HitStudy(),
            new WatchedHitStudy(),
            new ColdHerdStudy(),
            new ExpiryStudy(),
            new RefusalStudy(),
            new HttpStudy(),
            new MemoryStudy(),
            new ScalingStudy(),
            new OutageStudy());

    private Performance() {}

    /** Runs it, in the directory {@code target} of this module. */
    public static void main(String[] args) throws Exception {
        Set<String> words = Stream.of(args)
                .flatMap(arg -> Stream.of(arg.split(" ", -1)))
                .filter(word -> !word.isBlank())
                .collect(Collectors.toSet());
        Report report = new Report(LocalDate.now(ZoneOffset.UTC));
        for (Study study : STUDIES) {
            if (words.isEmpty() || words.contains("publish") || words.contains("check") || named(study, words)) {
                report.add(study.run());
            }
        }
        System.out.println(report.markdown());
        report.write(Path.of("."));
        if (words.contains("publish")) {
            report.publish(Path.of("../../docs/performance.md"));
        }
        if (words.contains("check")) {
            new Regression(report.ratios()).check(Path.of("../ratios.tsv"));
        }
        System.exit(0);
    }

    private static boolean named(Study study, Set<String> words) {
        return words.contains(study.getClass().getSimpleName());
    }
}
