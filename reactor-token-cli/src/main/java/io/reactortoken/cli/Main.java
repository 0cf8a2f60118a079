package io.reactortoken.cli;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import reactor.util.Loggers;

/**
 * Starts the command line: {@code java -jar reactor-token-cli.jar}.
 *
 * @since 0.1.0
 */
public final class Main {

    private Main() {}

    /**
     * Runs one command and ends the JVM with its exit code: 0 fine, 1 a finding, 2 an error, 64 wrong usage.
     *
     * @param args see {@code --help}; never a secret
     */
    public static void main(String[] args) {
        // what matters is in the output; libraries that log by java.util.logging would write between its lines
        LogManager.getLogManager().reset();
        Logger.getLogger("").setLevel(Level.OFF);
        Loggers.useJdkLoggers();
        System.exit(Cli.run(Shell.ofThisProcess(), args));
    }
}
