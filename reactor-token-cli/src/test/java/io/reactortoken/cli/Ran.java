package io.reactortoken.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;
import reactor.core.scheduler.Schedulers;

/** One run of the command line in this process: what it printed and returned. */
record Ran(int code, String out, String err) {

    static Ran of(String... args) {
        return in(Map.of(), args);
    }

    static Ran in(Map<String, String> environment, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Shell shell =
                new Shell(new PrintWriter(out), new PrintWriter(err), environment, Ansi.OFF, Schedulers.parallel());
        int code = Cli.run(shell, args);
        return new Ran(code, out.toString(), err.toString());
    }

    /** A command for a server with TLS, with the client that it knows. */
    static String[] args(String command, String tokenUri, Path authority, Path secret, String... more) {
        List<String> args = new ArrayList<>(List.of(
                command,
                "--token-uri",
                tokenUri,
                "--client-id",
                "billing",
                "--ca",
                authority.toString(),
                "--secret",
                "file:" + secret));
        args.addAll(Arrays.asList(more));
        return args.toArray(String[]::new);
    }

    String all() {
        return out + err;
    }
}
