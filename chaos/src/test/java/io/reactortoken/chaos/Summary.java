package io.reactortoken.chaos;

import io.reactortoken.chaos.Counters.Count;
import io.reactortoken.chaos.proxy.FaultKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run survived, as a table.
 *
 * @param plan what was run
 * @param observed what happened
 * @param levels of the process, at the end of each part
 * @param lines of the log that were searched
 * @param struck connections, by fault
 */
record Summary(Plan plan, Observed observed, List<Level> levels, long lines, Struck struck) {

    String table() {
        List<String> rows = new ArrayList<>(List.of("| what | count |", "|---|---|"));
        rows.add(row("seconds under load", plan.time().toSeconds()));
        rows.add(row("seed", plan.seed()));
        for (Count count : Count.values()) {
            rows.add(row(count.text(), observed.counters().of(count)));
        }
        rows.add(row("revocations", observed.ledger().revocations()));
        for (FaultKind kind : FaultKind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            rows.add("| connections struck by " + name + ", to the authorization server / the API | "
                    + struck.toServer().get(kind) + " / " + struck.toApi().get(kind) + " |");
        }
        rows.add(row("log lines searched", lines));
        levels.forEach(level -> rows.add("| idle: threads / timers / descriptors / heap in KiB | " + level.threads()
                + " / " + level.timers() + " / " + level.files() + " / " + level.heap() / 1024 + " |"));
        for (Invariant invariant : Invariant.values()) {
            rows.add(
                    row("violations: " + invariant.text(), observed.violations().of(invariant)));
        }
        return String.join("\n", rows) + "\n";
    }

    private static String row(String what, long count) {
        return "| " + what + " | " + count + " |";
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, table());
    }
}
