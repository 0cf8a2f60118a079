package io.reactortoken.interop;

import io.reactortoken.test.TestIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** Spring Authorization Server as Spring Boot sets it up, on loopback, behind HTTPS. */
final class SpringServer implements AutoCloseable {

    /** Its clients. */
    static final String SECRET_HOLDER = "billing of/1";

    static final String CERTIFICATE_HOLDER = "billing-tls";
    static final Duration LIFETIME = Duration.ofSeconds(2);

    private final ConfigurableApplicationContext application;

    private SpringServer(ConfigurableApplicationContext application) {
        this.application = application;
    }

    static SpringServer start() {
        TestIdentity server = Asking.AUTHORITY.issue("localhost", "127.0.0.1");
        return new SpringServer(new SpringApplicationBuilder(Configuration.class)
                .bannerMode(Banner.Mode.OFF)
                .properties(Map.of(
                        "server.address", "127.0.0.1",
                        "server.port", "0",
                        "server.ssl.certificate", server.certificatePem(),
                        "server.ssl.certificate-private-key", server.privateKeyPem(),
                        "server.ssl.trust-certificate", Asking.AUTHORITY.certificatePem(),
                        "server.ssl.client-auth", "want",
                        "logging.level.root", "error"))
                .run());
    }

    String issuer() {
        return "https://localhost:" + application.getEnvironment().getProperty("local.server.port");
    }

    String tokenUri() {
        return issuer() + "/oauth2/token";
    }

    @Override
    public void close() {
        application.close();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Configuration {

        private static RegisteredClient.Builder client(String id, ClientAuthenticationMethod method) {
            return RegisteredClient.withId(id)
                    .clientId(id)
                    .clientAuthenticationMethod(method)
                    .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                    .scope("orders:read")
                    .tokenSettings(TokenSettings.builder()
                            .accessTokenTimeToLive(LIFETIME)
                            .build());
        }

        @Bean
        RegisteredClientRepository clients() {
            return new InMemoryRegisteredClientRepository(List.of(
                    client(SECRET_HOLDER, ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                            .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                            .clientSecret("{noop}" + Asking.SECRET)
                            .build(),
                    client(CERTIFICATE_HOLDER, ClientAuthenticationMethod.TLS_CLIENT_AUTH)
                            .clientSettings(ClientSettings.builder()
                                    .x509CertificateSubjectDN("CN=billing")
                                    .build())
                            .build()));
        }
    }
}
