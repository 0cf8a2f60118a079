package io.reactortoken.cli;

import io.reactortoken.TokenException;
import io.reactortoken.netty.NettyTokenTransport;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The exception of a program that asks for a token as the command line says, by the Netty transport. */
@Command(name = "plain")
final class Plain {

    @Mixin
    private RequestOptions options = new RequestOptions();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    static Optional<TokenException> exception(String... args) {
        Plain plain = new Plain();
        new CommandLine(plain).parseArgs(args);
        return plain.run();
    }

    private Optional<TokenException> run() {
        try (NettyTokenTransport transport = connection.transport()) {
            options.request(transport, connection.hasCertificate())
                    .source()
                    .token()
                    .block();
            return Optional.empty();
        } catch (TokenException failed) {
            return Optional.of(failed);
        }
    }
}
