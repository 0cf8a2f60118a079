package io.reactortoken.doctor;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** D-13: what is wrong, the most probable cause first. */
final class Verdict {

    private static final String ID = "D-13";

    private Verdict() {}

    /** By weight, then in the order of the sections; of two with the same hint, the first. */
    static List<Finding> of(CaseFile file, List<Watched> examiners) {
        List<Suspicion> all = new ArrayList<>();
        examiners.forEach(examiner -> all.addAll(examiner.suspicions(file)));
        all.sort(Comparator.comparing(Suspicion::weight));
        Map<String, Finding> first = new LinkedHashMap<>();
        all.forEach(suspicion -> first.putIfAbsent(suspicion.finding().hint(), suspicion.finding()));
        return List.copyOf(first.values());
    }

    static Section section(List<Finding> findings, CaseFile file) {
        Lines lines = Lines.of(ID, "Verdict");
        if (findings.isEmpty()) {
            return lines.add("result", "nothing is wrong: a token was issued").section();
        }
        boolean granted = file.exchange.token().isPresent();
        lines.add(
                "result",
                (granted ? "a token was issued; " : "no token; ") + Words.count(findings.size(), "finding")
                        + ", the most probable cause first");
        findings.forEach(finding -> lines.add(finding.hint(), finding.evidence()));
        return lines.section();
    }
}
