package io.reactortoken.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** TM-28: says what is wrong with a command line, and quotes no argument that might be a secret. */
final class WrongUsage implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException error, String[] args) {
        CommandLine command = error.getCommandLine();
        PrintWriter err = command.getErr();
        Lines lines = new Lines(err, command.getColorScheme().ansi());
        if (error instanceof UnmatchedArgumentException unmatched) {
            lines.problem("usage", unmatched(unmatched));
        } else {
            lines.problem("usage", String.valueOf(error.getMessage()));
        }
        err.println("       see: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static String unmatched(UnmatchedArgumentException error) {
        List<String> arguments = error.getUnmatched();
        String options = arguments.stream()
                .filter(argument -> argument.startsWith("-"))
                .map(WrongUsage::name)
                .collect(Collectors.joining(", "));
        if (looksLikeSecret(options)) {
            return "there is no option " + options
                    + ", because arguments are seen by every user of this machine: --secret"
                    + " names where the secret is, env:NAME, file:PATH or dotenv:PATH#NAME";
        }
        if (!options.isEmpty()) {
            return "there is no option " + options + suggestion(error);
        }
        return arguments.size() == 1
                ? "there is an argument that belongs to no option (not shown: it might be a secret)"
                : "there are " + arguments.size()
                        + " arguments that belong to no option (not shown: one might be a secret)";
    }

    /** What stands before the equals sign, and only letters of it. */
    private static String name(String argument) {
        String name = argument.split("=", 2)[0];
        return name.matches("--?[a-z][a-z0-9-]{0,31}") ? name : "of that kind";
    }

    private static boolean looksLikeSecret(String options) {
        return options.contains("secret") || options.contains("password") || options.equals("--token");
    }

    private static String suggestion(UnmatchedArgumentException error) {
        return error.getSuggestions().stream()
                .filter(known -> known.startsWith("--"))
                .findFirst()
                .map(known -> "; is it " + known + "?")
                .orElse("");
    }
}
