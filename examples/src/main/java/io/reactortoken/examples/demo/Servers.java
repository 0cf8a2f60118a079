package io.reactortoken.examples.demo;

import io.reactortoken.examples.server.LoopbackApi;
import io.reactortoken.examples.server.LoopbackAuthorizationServer;
import io.reactortoken.examples.server.LoopbackCertificates;
import java.io.IOException;
import org.apache.catalina.LifecycleException;

/** Everything the demo talks to. */
record Servers(LoopbackCertificates certificates, LoopbackAuthorizationServer authorization, LoopbackApi api)
        implements AutoCloseable {

    static Servers start(DemoOptions options) throws Exception {
        LoopbackCertificates certificates = new LoopbackCertificates();
        LoopbackAuthorizationServer authorization =
                LoopbackAuthorizationServer.start(certificates, options.authorizationServerPort());
        try {
            LoopbackApi api = LoopbackApi.start(certificates, authorization, options.apiPort());
            return new Servers(certificates, authorization, api);
        } catch (Exception e) {
            authorization.close();
            throw e;
        }
    }

    @Override
    public void close() throws LifecycleException, IOException {
        try (authorization) {
            api.close();
        }
    }
}
