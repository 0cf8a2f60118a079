package io.reactortoken.examples.server;

import java.io.IOException;
import java.time.Duration;
import org.apache.catalina.LifecycleException;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.web.context.support.GenericWebApplicationContext;

/** Spring Authorization Server on loopback. */
public final class LoopbackAuthorizationServer implements AutoCloseable {

    static final Duration TOKEN_LIFETIME = Duration.ofSeconds(10);

    /** What the token endpoint says: it rounds down, some time after the token was made. */
    public static final Duration EXPIRES_IN = Duration.ofSeconds(9);

    private final LoopbackTomcat tomcat;
    private final TokenRequestCounter tokenRequests;
    private final LoopbackClient client;

    private LoopbackAuthorizationServer(
            LoopbackTomcat tomcat, TokenRequestCounter tokenRequests, LoopbackClient client) {
        this.tomcat = tomcat;
        this.tokenRequests = tokenRequests;
        this.client = client;
    }

    /**
     * Starts the server.
     *
     * @param port 0 for a free one
     */
    public static LoopbackAuthorizationServer start(LoopbackCertificates certificates, int port) throws Exception {
        LoopbackClient client = new LoopbackClient();
        TokenRequestCounter tokenRequests = new TokenRequestCounter();
        GenericWebApplicationContext spring = new GenericWebApplicationContext();
        spring.registerBean(LoopbackClient.class, () -> client);
        new AnnotatedBeanDefinitionReader(spring).register(AuthorizationServerConfiguration.class);
        return new LoopbackAuthorizationServer(
                LoopbackTomcat.start(certificates, port, tokenRequests, spring), tokenRequests, client);
    }

    public LoopbackClient client() {
        return client;
    }

    public String tokenUri() {
        return origin() + "/oauth2/token";
    }

    String keysUri() {
        return origin() + "/oauth2/jwks";
    }

    /** Also the issuer of its tokens. */
    public String origin() {
        return tomcat.origin();
    }

    public TokenRequestCounter tokenRequests() {
        return tokenRequests;
    }

    /** Ends its connections and refuses new ones, until {@link #startConnector()}. */
    public void stopConnector() throws LifecycleException {
        tomcat.stopConnector();
    }

    public void startConnector() throws LifecycleException {
        tomcat.startConnector();
    }

    @Override
    public void close() throws LifecycleException, IOException {
        tomcat.close();
    }
}
