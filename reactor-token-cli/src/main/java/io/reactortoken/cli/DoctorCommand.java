package io.reactortoken.cli;

import io.reactortoken.doctor.Report;
import io.reactortoken.doctor.TokenDoctor;
import io.reactortoken.netty.NettyTokenTransport;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds out why there is no token, or why it does not work. */
@Command(
        name = "doctor",
        header = "Finds out why there is no token, or why the API does not take it.",
        description = {
            "",
            "Sends one token request, and tells what it saw on the way; what is most",
            "likely wrong stands first. The report holds no secret and no token."
        },
        sortOptions = false,
        optionListHeading = "%n")
final class DoctorCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private RequestOptions options = new RequestOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = "--try-variants",
            description = "Also try other ways to authenticate, or each scope alone: 6 requests more at most. Servers"
                    + " count refused attempts: ask who runs this one.")
    private boolean variants;

    @Option(
            names = "--probe",
            paramLabel = "URL",
            converter = UrlOption.class,
            description = "Also call this API: one GET with the token, one without.")
    private @Nullable URI probe;

    @Option(
            names = "--fingerprint",
            description =
                    "Add a fingerprint of the secret that is the same on every machine. A weak secret can be guessed"
                            + " from it.")
    private boolean fingerprint;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    DoctorCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (NettyTokenTransport transport = connection.transport()) {
            AtomicReference<String> step = new AtomicReference<>("examining");
            TokenDoctor.Builder builder = TokenDoctor.of(options.request(transport, connection.hasCertificate()))
                    .environment(shell.environment())
                    .origins(options.origins())
                    .progress(step::set);
            builder = variants ? builder.tryVariants() : builder;
            builder = fingerprint ? builder.comparableFingerprint() : builder;
            builder = probe == null ? builder : builder.probe(probe);
            Report report = new Progress(shell)
                    .watch(step::get, builder.build().run())
                    .blockOptional()
                    .orElseThrow();
            shell.out().print(json ? report.toJson() + System.lineSeparator() : report.toText());
            return report.healthy() ? ExitCode.FINE : ExitCode.FINDING;
        }
    }
}
