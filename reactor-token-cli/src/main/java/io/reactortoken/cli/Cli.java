package io.reactortoken.cli;

import io.reactortoken.TokenException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line as a whole: parses it, runs one command, turns what happens into lines and an exit code. */
@Command(
        name = "reactor-token",
        versionProvider = Cli.Version.class,
        synopsisSubcommandLabel = "(doctor | token | call)",
        header = "Asks an authorization server for an OAuth 2.0 token, and says why if there is none.",
        exitCodeListHeading = "%nExit codes%n",
        exitCodeList = {
            "0: fine",
            "1: a finding: doctor found something, or the API said no",
            "2: an error: no token, no answer",
            "64: wrong usage"
        },
        footerHeading = "%nExample%n",
        footer = {
            "  reactor-token doctor --token-uri https://id.example.com/oauth2/token \\",
            "      --client-id billing --secret env:BILLING_SECRET --scope orders:read",
            "",
            "A secret is never an argument: it is read from a variable or a file."
        })
final class Cli implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            showDefaultValue = Visibility.NEVER,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli looks at the option
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("unused") // picocli looks at the option
    private boolean version;

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"reactor-token " + (version == null ? "(not packaged)" : version)};
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? doctor, token or call");
    }

    /** Runs one command; prints and returns, and never ends the process. */
    static int run(Shell shell, String... args) {
        int code = commandLine(shell).execute(args);
        shell.out().flush();
        shell.err().flush();
        return code;
    }

    static CommandLine commandLine(Shell shell) {
        CommandLine line = new CommandLine(new Cli())
                .addSubcommand(new DoctorCommand(shell))
                .addSubcommand(new TokenCommand(shell))
                .addSubcommand(new CallCommand(shell));
        line.setOut(shell.out()).setErr(shell.err());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(shell.ansi()));
        line.setUsageHelpWidth(Text.WIDTH).setUsageHelpLongOptionsMaxWidth(26);
        line.setParameterExceptionHandler(new WrongUsage());
        line.setExecutionExceptionHandler((error, command, parsed) -> failed(shell, error));
        return line;
    }

    /** What is not ours may quote anything: its class is told, and no more. */
    private static int failed(Shell shell, Exception error) {
        Lines lines = new Lines(shell.err(), shell.ansi());
        if (error instanceof TokenException known) {
            lines.error(known);
        } else {
            lines.problem("error", "unexpected: " + error.getClass().getName());
        }
        return ExitCode.ERROR;
    }
}
