package io.reactortoken.chaos;

import io.reactortoken.test.TestAuthority;
import io.reactortoken.test.TestIdentity;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Spring Authorization Server as Spring Boot sets it up, on loopback, behind HTTPS. It can be started again. */
final class AuthorizationServer implements AutoCloseable {

    /** Kept, because a logger that nobody holds forgets its level. */
    private static final Logger SERVER_LOG = Logger.getLogger("org.apache");

    static {
        SERVER_LOG.setLevel(Level.WARNING);
    }

    private final TestIdentity identity;
    private final AuthorizationServerConfiguration.Shared shared;

    @Nullable
    private ConfigurableApplicationContext application;

    AuthorizationServer(TestAuthority authority, AuthorizationServerConfiguration.Shared shared) {
        this.identity = authority.issue("localhost", "127.0.0.1");
        this.shared = shared;
    }

    /**
     * Starts a new server; what the one before knew is gone.
     *
     * @return its port, another one each time
     */
    int start() {
        application = new SpringApplicationBuilder(AuthorizationServerConfiguration.class)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .initializers(context -> context.getBeanFactory().registerSingleton("shared", shared))
                .properties(Map.of(
                        "server.address", "127.0.0.1",
                        "server.port", "0",
                        "server.tomcat.threads.max", "8",
                        "server.tomcat.threads.min-spare", "8",
                        "server.ssl.certificate", identity.certificatePem(),
                        "server.ssl.certificate-private-key", identity.privateKeyPem()))
                .run();
        return Integer.parseInt(
                Objects.requireNonNull(application.getEnvironment().getProperty("local.server.port")));
    }

    @Override
    public void close() {
        if (application != null) {
            application.close();
        }
    }
}
