package io.reactortoken.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * What a command sees of the process: where it writes, what it may know, by which clock it waits.
 *
 * @param out results
 * @param err errors and progress
 * @param environment variables, for the report; secrets are read by their sources
 * @param ansi whether colours may be used
 * @param timer for progress
 */
record Shell(PrintWriter out, PrintWriter err, Map<String, String> environment, Ansi ansi, Scheduler timer) {

    static Shell ofThisProcess() {
        return new Shell(
                new PrintWriter(System.out, true, charset("stdout.encoding")),
                new PrintWriter(System.err, true, charset("stderr.encoding")),
                System.getenv(),
                Ansi.AUTO,
                Schedulers.parallel());
    }

    /** What the terminal wants, where the JDK tells (since 19); before that it is the default one. */
    private static Charset charset(String property) {
        return Charset.forName(
                System.getProperty(property, Charset.defaultCharset().name()));
    }
}
