package io.reactortoken.cli;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenException;
import io.reactortoken.netty.NettyTokenTransport;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JsonGenerator;

/** Asks once, and tells what came. */
@Command(
        name = "token",
        header = "Asks for one token, and tells its type, scope and expiry.",
        sortOptions = false,
        optionListHeading = "%n")
final class TokenCommand implements Callable<Integer> {

    private final Shell shell;

    @Mixin
    private RequestOptions options = new RequestOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--reveal", description = "Print the token too. It is as good as a password until it expires.")
    private boolean reveal;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    TokenCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try (NettyTokenTransport transport = connection.transport()) {
            AccessToken token = new Progress(shell)
                    .watch(
                            () -> "asking for a token",
                            options.request(transport, connection.hasCertificate())
                                    .source()
                                    .token())
                    .blockOptional()
                    .orElseThrow();
            if (json) {
                shell.out().println(Json.object(object -> write(object, token)));
            } else {
                print(token);
            }
            return ExitCode.FINE;
        } catch (TokenException failed) {
            if (!json) {
                throw failed;
            }
            shell.out().println(Json.error(failed.failure()));
            return ExitCode.ERROR;
        }
    }

    private void print(AccessToken token) {
        Lines lines = new Lines(shell.out(), shell.ansi());
        lines.value("type", Text.visible(token.type()));
        lines.value("expires", expiry(token));
        lines.value("scope", token.scopes().isEmpty() ? "not told" : Text.visible(String.join(" ", token.scopes())));
        if (reveal) {
            lines.value("token", token.reveal());
        } else {
            lines.value("token", token.reveal().length() + " characters, not shown; --reveal shows it");
        }
    }

    private static String expiry(AccessToken token) {
        return token.lifetime()
                .map(lifetime ->
                        token.expiresAt().truncatedTo(ChronoUnit.SECONDS) + ", " + Ages.of(left(token)) + " from now")
                .orElse("the server did not say");
    }

    private static Duration left(AccessToken token) {
        return Duration.between(Instant.now(), token.expiresAt());
    }

    private void write(JsonGenerator object, AccessToken token) {
        object.writeStringProperty("type", token.type());
        if (token.lifetime().isPresent()) {
            object.writeStringProperty(
                    "expires_at",
                    token.expiresAt().truncatedTo(ChronoUnit.SECONDS).toString());
            object.writeNumberProperty("expires_in", Math.max(0, left(token).toSeconds()));
        }
        object.writeName("scopes");
        object.writeStartArray();
        token.scopes().forEach(object::writeString);
        object.writeEndArray();
        object.writeNumberProperty("length", token.reveal().length());
        if (reveal) {
            object.writeStringProperty("token", token.reveal());
        }
    }
}
