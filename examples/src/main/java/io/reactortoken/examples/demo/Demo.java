package io.reactortoken.examples.demo;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.oauth2.TokenRequest;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.springframework.core.NestedExceptionUtils;

/**
 * The main job on real input: keeps an API client authorized while its tokens are revoked and the authorization server
 * is stopped, and measures what that takes.
 *
 * <p>{@code mvn -q -Pdemo compile} runs it. Exit code 0: reactor-token kept what it promises.
 */
public final class Demo {

    private static final int BROKEN = 1;
    private static final int USAGE = 2;
    private static final int STOPPED = 130;

    private final PrintStream out;
    private final boolean terminal;
    private final Stop stop;

    private Demo(PrintStream out, boolean terminal, Stop stop) {
        this.out = out;
        this.terminal = terminal;
        this.stop = stop;
    }

    /**
     * Runs the demo and ends the JVM, also where something else runs in it, as Maven does.
     *
     * @param arguments see {@link DemoOptions#USAGE}
     */
    public static void main(String[] arguments) {
        QuietLogs.install();
        Stop stop = new Stop().onExit();
        int code = new Demo(System.out, Terminal.present(), stop).exitCode(List.of(arguments));
        stop.closed();
        System.exit(code);
    }

    private int exitCode(List<String> arguments) {
        try {
            return run(arguments);
        } catch (CancellationException e) {
            out.println(System.lineSeparator() + "Stopped.");
            return STOPPED;
        } catch (Exception e) {
            out.println("BROKEN: " + NestedExceptionUtils.getMostSpecificCause(e));
            return BROKEN;
        }
    }

    private int run(List<String> arguments) throws Exception {
        DemoOptions options;
        try {
            options = DemoOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage() + System.lineSeparator() + DemoOptions.USAGE);
            return USAGE;
        }
        out.println("Starting Spring Authorization Server and an API.");
        try (Servers servers = Servers.start(options)) {
            return options.keep() ? keep(servers) : drive(servers, options);
        }
    }

    private int keep(Servers servers) throws Exception {
        try (KeptServers kept = KeptServers.of(servers)) {
            out.println(kept.directions());
            stop.asked().block();
        }
        return STOPPED;
    }

    private int drive(Servers servers, DemoOptions options) throws Exception {
        if (options.metricsPort().isEmpty()) {
            return drive(servers, options, TokenRequest::cache);
        }
        try (DemoMetrics metrics = DemoMetrics.start(options.metricsPort().getAsInt())) {
            out.println("Meters: " + metrics.uri());
            return drive(servers, options, metrics::cached);
        }
    }

    private int drive(Servers servers, DemoOptions options, Function<TokenRequest, CachedTokenSource> cached)
            throws Exception {
        Report report;
        try (Contenders contenders = new Contenders(servers)) {
            ProgressLine progress = new ProgressLine(out, terminal);
            report = new Comparison(servers, contenders, progress, stop.asked(), cached).run(options.time());
        }
        out.println(System.lineSeparator() + report.table());
        List<String> broken = report.broken();
        broken.forEach(line -> out.println("BROKEN: " + line));
        return broken.isEmpty() ? 0 : BROKEN;
    }
}
