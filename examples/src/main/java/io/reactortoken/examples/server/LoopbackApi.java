package io.reactortoken.examples.server;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.GeneralSecurityException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.catalina.LifecycleException;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.web.context.support.GenericWebApplicationContext;

/** An API on loopback, protected by Spring Security's resource server. */
public final class LoopbackApi implements AutoCloseable {

    private final LoopbackTomcat tomcat;
    private final ApiCounter requests;
    private final RevokedTokens revoked;

    private LoopbackApi(LoopbackTomcat tomcat, ApiCounter requests, RevokedTokens revoked) {
        this.tomcat = tomcat;
        this.requests = requests;
        this.revoked = revoked;
    }

    /**
     * Loads the issuer's keys and starts the API. From then on it works without the issuer.
     *
     * @param port 0 for a free one
     */
    public static LoopbackApi start(LoopbackCertificates certificates, LoopbackAuthorizationServer issuer, int port)
            throws Exception {
        JWKSet keys = load(issuer.keysUri(), certificates);
        ApiCounter requests = new ApiCounter();
        RevokedTokens revoked = new RevokedTokens();
        GenericWebApplicationContext spring = new GenericWebApplicationContext();
        spring.registerBean(ApiConfiguration.Issuer.class, () -> new ApiConfiguration.Issuer(issuer.origin(), keys));
        spring.registerBean(LoopbackClient.class, issuer::client);
        spring.registerBean(RevokedTokens.class, () -> revoked);
        new AnnotatedBeanDefinitionReader(spring).register(ApiConfiguration.class);
        return new LoopbackApi(LoopbackTomcat.start(certificates, port, requests, spring), requests, revoked);
    }

    private static JWKSet load(String uri, LoopbackCertificates certificates) throws Exception {
        HttpsURLConnection connection =
                (HttpsURLConnection) URI.create(uri).toURL().openConnection();
        connection.setSSLSocketFactory(trusting(certificates).getSocketFactory());
        try (InputStream keys = connection.getInputStream()) {
            return JWKSet.load(keys);
        }
    }

    private static SSLContext trusting(LoopbackCertificates certificates) throws GeneralSecurityException, IOException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates.trustStore());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    public String origin() {
        return tomcat.origin();
    }

    public String ordersUri() {
        return origin() + "/orders";
    }

    public ApiCounter requests() {
        return requests;
    }

    public RevokedTokens revoked() {
        return revoked;
    }

    @Override
    public void close() throws LifecycleException, IOException {
        tomcat.close();
    }
}
