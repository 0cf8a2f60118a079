package io.reactortoken.examples.demo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What the command line says.
 *
 * @param time how long the main phase takes
 * @param keep whether to start the servers only, and leave them up
 * @param authorizationServerPort 0 for a free one
 * @param apiPort 0 for a free one
 * @param metricsPort where Prometheus finds the meters, 0 for a free one; empty for none
 */
record DemoOptions(Duration time, boolean keep, int authorizationServerPort, int apiPort, OptionalInt metricsPort) {

    static final String USAGE = """
            options: [--seconds N]                         how long the main phase takes, 5 to 3600 (40)
                     [--metrics [--metrics-port N]]        meters of the main phase, for Prometheus (9464)
                     [--keep [--as-port N] [--api-port N]] start the servers only, and leave them up until Ctrl-C\
             (9443, 9444)""";

    private static final int LONGEST = 3600;
    private static final int LARGEST_PORT = 65_535;

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if it cannot be understood; the message says why
     */
    static DemoOptions parse(List<String> arguments) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        int seconds = 40;
        boolean keep = arguments.contains("--keep");
        int authorizationServerPort = keep ? 9443 : 0;
        int apiPort = keep ? 9444 : 0;
        int metricsPort = 9464;
        while (!rest.isEmpty()) {
            String option = rest.remove();
            switch (option) {
                case "--keep", "--metrics" -> {}
                case "--metrics-port" -> metricsPort = number(option, rest.poll(), 0, LARGEST_PORT);
                case "--seconds" -> seconds = number(option, rest.poll(), 5, LONGEST);
                case "--as-port" -> authorizationServerPort = number(option, rest.poll(), 0, LARGEST_PORT);
                case "--api-port" -> apiPort = number(option, rest.poll(), 0, LARGEST_PORT);
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        OptionalInt metrics = arguments.contains("--metrics") ? OptionalInt.of(metricsPort) : OptionalInt.empty();
        return new DemoOptions(Duration.ofSeconds(seconds), keep, authorizationServerPort, apiPort, metrics);
    }

    private static int number(String option, @Nullable String text, int least, int most) {
        try {
            int number = Integer.parseInt(text == null ? "" : text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(option + " needs a number from " + least + " to " + most);
    }
}
