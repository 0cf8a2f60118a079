package io.reactortoken.benchmarks.report;

import java.time.LocalDate;

/** Where and when it was measured. */
record Machine(LocalDate date, String java, String system, int cores) {

    static Machine here(LocalDate date) {
        return new Machine(
                date,
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors());
    }

    String text() {
        return "Measured on " + date + ": " + cores + " cores (shared), " + system + ", " + java + ".";
    }
}
