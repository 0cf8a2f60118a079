package io.reactortoken.examples.server;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;
import org.springframework.web.servlet.DispatcherServlet;

/** A Tomcat with one Spring context, behind HTTPS on the loopback address. Its connector can be stopped and started. */
final class LoopbackTomcat implements AutoCloseable {

    private final Tomcat tomcat = new Tomcat();
    private final Connector connector;
    private final GenericWebApplicationContext spring;
    private final Path directory;

    private LoopbackTomcat(LoopbackCertificates certificates, int port, GenericWebApplicationContext spring)
            throws IOException, GeneralSecurityException {
        this.spring = spring;
        directory = Files.createTempDirectory("reactor-token-tomcat");
        connector = connector(certificates, port);
        tomcat.setSilent(true);
        tomcat.setBaseDir(directory.toString());
        tomcat.setConnector(connector);
        // and not the system's, which is another where something else started this program, as Maven does
        tomcat.getEngine().setParentClassLoader(LoopbackTomcat.class.getClassLoader());
    }

    /**
     * Starts a server.
     *
     * @param port 0 for a free one
     * @param count sees every request before Spring does
     * @param spring not refreshed yet
     */
    static LoopbackTomcat start(
            LoopbackCertificates certificates, int port, Filter count, GenericWebApplicationContext spring)
            throws Exception {
        LoopbackTomcat server = new LoopbackTomcat(certificates, port, spring);
        try {
            server.start(count);
            return server;
        } catch (LifecycleException e) {
            server.close();
            throw e;
        }
    }

    private void start(Filter count) throws LifecycleException {
        Context context = tomcat.addContext("", null);
        context.addServletContainerInitializer((ignored, servlets) -> wire(servlets, count), null);
        tomcat.start();
        // the port survives a restart of the connector
        connector.setPort(connector.getLocalPort());
    }

    private void wire(ServletContext servlets, Filter count) {
        spring.setServletContext(servlets);
        spring.refresh();
        EnumSet<DispatcherType> all = EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        var counting = servlets.addFilter("count", count);
        counting.setAsyncSupported(true);
        counting.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        var security = servlets.addFilter("security", new DelegatingFilterProxy("springSecurityFilterChain", spring));
        security.setAsyncSupported(true);
        security.addMappingForUrlPatterns(all, false, "/*");
        var dispatcher = servlets.addServlet("spring", new DispatcherServlet(spring));
        dispatcher.setAsyncSupported(true);
        dispatcher.setLoadOnStartup(1);
        dispatcher.addMapping("/");
    }

    private static Connector connector(LoopbackCertificates certificates, int port)
            throws IOException, GeneralSecurityException {
        SSLHostConfig tls = new SSLHostConfig();
        var certificate = new SSLHostConfigCertificate(tls, SSLHostConfigCertificate.Type.EC);
        certificate.setCertificateKeystore(certificates.serverKeyStore());
        certificate.setCertificateKeystorePassword(LoopbackCertificates.PASSWORD);
        tls.addCertificate(certificate);
        Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");
        connector.setPort(port);
        connector.setThrowOnFailure(true);
        connector.setScheme("https");
        connector.setSecure(true);
        connector.setProperty("SSLEnabled", "true");
        connector.setProperty("address", "127.0.0.1");
        // a stopped connector gives its port up, so that clients are refused and not left waiting
        connector.setProperty("bindOnInit", "false");
        // by default a connection ends after 100 requests, and handshakes would be most of what is measured
        connector.setProperty("maxKeepAliveRequests", "-1");
        connector.addSslHostConfig(tls);
        return connector;
    }

    String origin() {
        return "https://localhost:" + connector.getPort();
    }

    void stopConnector() throws LifecycleException {
        connector.stop();
    }

    void startConnector() throws LifecycleException {
        connector.start();
    }

    @Override
    public void close() throws LifecycleException, IOException {
        spring.close();
        tomcat.stop();
        tomcat.destroy();
        FileSystemUtils.deleteRecursively(directory);
    }
}
