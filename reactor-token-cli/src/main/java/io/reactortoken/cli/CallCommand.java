package io.reactortoken.cli;

import io.reactortoken.CachePolicy;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.ForcedRefreshPolicy;
import io.reactortoken.TokenException;
import io.reactortoken.netty.NettyTokenTransport;
import io.reactortoken.netty.TokenAuth;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One GET with a token, sent once more after a 401, as a program that uses this library would. */
@Command(
        name = "call",
        header = "Sends one GET with a token; after a 401, once more with a new one.",
        sortOptions = false,
        optionListHeading = "%n")
final class CallCommand implements Callable<Integer> {

    /** The token is always a new one here, and a new one is not replaced by default. */
    private static final CachePolicy ANY_AGE = CachePolicy.builder()
            .forcedRefresh(new ForcedRefreshPolicy(Duration.ZERO, Duration.ZERO))
            .build();

    private final Shell shell;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "URL", converter = UrlOption.class, description = "What to get. No redirect is followed.")
    private URI url = URI.create("https://localhost");

    @Mixin
    private RequestOptions options = new RequestOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    CallCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        boolean plain = url.getScheme().equals("http");
        if (plain && !options.plaintextAllowed()) {
            throw new ParameterException(
                    spec.commandLine(), "the URL is http, and a token must not travel in plain text; use https");
        }
        try (NettyTokenTransport transport = connection.transport()) {
            return call(transport, plain);
        } catch (TokenException failed) {
            if (!json) {
                throw failed;
            }
            shell.out().println(Json.error(failed.failure()));
            return ExitCode.ERROR;
        }
    }

    private int call(NettyTokenTransport transport, boolean plain) {
        try (CachedTokenSource tokens =
                options.request(transport, connection.hasCertificate()).cache(ANY_AGE)) {
            TokenAuth auth = TokenAuth.with(tokens);
            String origin = url.getScheme() + "://" + url.getRawAuthority();
            auth = plain ? auth.allowPlaintext(origin) : auth.allow(origin);
            ApiCall call = new ApiCall(auth.apply(connection.client()), url);
            ApiAnswer answer = new Progress(shell)
                    .watch(() -> "calling " + origin, call.run())
                    .blockOptional()
                    .orElseThrow();
            if (json) {
                shell.out().println(answer.toJson());
            } else {
                answer.print(shell.out());
            }
            return answer.status() < 400 ? ExitCode.FINE : ExitCode.FINDING;
        }
    }
}
