package io.reactortoken.examples.demo;

import io.reactortoken.examples.server.LoopbackCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.springframework.util.FileSystemUtils;

/** What somebody needs who points a program of their own at the servers: a trust store and the secret, as files. */
final class KeptServers implements AutoCloseable {

    private final Servers servers;
    private final Path directory;
    private final Path secret;

    private KeptServers(Servers servers) throws IOException {
        this.servers = servers;
        // temporary directories and files are their owner's alone, where the file system knows owners
        directory = Files.createTempDirectory("reactor-token-demo");
        secret = Files.createTempFile(directory, "client-secret", "");
    }

    static KeptServers of(Servers servers) throws IOException, GeneralSecurityException {
        KeptServers kept = new KeptServers(servers);
        servers.certificates().writeTrustStore(kept.trustStore());
        Files.writeString(kept.secret, servers.authorization().client().secret());
        return kept;
    }

    private Path trustStore() {
        return directory.resolve("trust.p12");
    }

    /** The file names the secret; the text does not. */
    String directions() {
        return """

                token URI     %s
                client id     %s
                scope         %s
                API           %s

                client secret, for this run only:
                  export BILLING_SECRET=$(cat %s)
                trust store, for java:
                  -Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s

                The servers are up. Ctrl-C stops them.""".formatted(
                        servers.authorization().tokenUri(),
                        servers.authorization().client().id(),
                        servers.authorization().client().scope(),
                        servers.api().ordersUri(),
                        secret,
                        trustStore(),
                        LoopbackCertificates.PASSWORD);
    }

    @Override
    public void close() throws IOException {
        FileSystemUtils.deleteRecursively(directory);
    }
}
