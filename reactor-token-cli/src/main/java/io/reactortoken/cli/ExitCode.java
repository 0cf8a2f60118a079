package io.reactortoken.cli;

/** What the process returns. */
final class ExitCode {

    static final int FINE = 0;
    static final int FINDING = 1;
    static final int ERROR = 2;
    /** {@code EX_USAGE} of sysexits.h. */
    static final int USAGE = 64;

    private ExitCode() {}
}
