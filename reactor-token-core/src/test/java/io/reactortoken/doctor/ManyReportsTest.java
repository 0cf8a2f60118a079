package io.reactortoken.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** TM-35: whatever was configured, and whatever a server says, no canary is in the report. */
class ManyReportsTest {

    private static final int REPORTS = 10_000;
    private static final Pattern LINE = Pattern.compile("[ -~]{0,80}");

    @Test
    @DisplayName("TM-35, O1 10 000 random configurations, 0 canaries")
    void leaksNothing() {
        Set<String> hints = new HashSet<>();
        for (long seed = 1; seed <= REPORTS; seed++) {
            RandomPatient patient = new RandomPatient(seed);
            Report report = patient.report();
            String text = report.toText();
            String shown = text + report.toJson() + report;
            assertThat(patient.leaked(shown))
                    .as(
                            "seed %d: %s",
                            seed,
                            text.lines().filter(line -> line.contains("CNRY")).toList())
                    .isEmpty();
            assertThat(text.lines()).as("seed %d", seed).allMatch(LINE.asMatchPredicate());
            report.findings().forEach(finding -> hints.add(finding.hint()));
        }
        // it walked through more than one door
        assertThat(hints)
                .contains("H-CLIENT", "H-SCOPE", "H-HTML", "H-REDIRECT", "H-SECRET", "H-STRIPPED", "H-EXP", "H-ENV")
                .hasSizeGreaterThan(20);
    }

    @Test
    @DisplayName("TM-35 the search finds what is there: this test can fail")
    void wouldFindALeak() {
        RandomPatient patient = new RandomPatient(1);
        assertThat(patient.leaked("..." + patient.canary().substring(3, 15) + "..."))
                .isNotEmpty();
        String encoded = Base64.getEncoder().encodeToString(("x" + patient.canary()).getBytes(UTF_8));
        assertThat(patient.leaked(encoded)).isNotEmpty();
    }
}
