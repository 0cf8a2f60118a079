package io.reactortoken.chaos;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;

/** Any client, with the secrets that are accepted now; tokens that the ledger knows; nothing is remembered. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class AuthorizationServerConfiguration {

    /** What the server shares with the run. */
    record Shared(Ledger ledger, AcceptedSecrets secrets, SigningKeys keys) {}

    /** The client that signs; every other one has a secret. */
    static final String SIGNING_CLIENT = "signing";

    @Bean
    PasswordEncoder secrets(Shared shared) {
        return shared.secrets();
    }

    @Bean
    OAuth2TokenGenerator<OAuth2Token> tokens(Shared shared) {
        return context -> {
            if (!OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
                return null;
            }
            Instant now = Instant.now();
            String text = shared.ledger().issue(context.getRegisteredClient().getClientId(), Timing.LIFETIME);
            return new OAuth2AccessToken(
                    OAuth2AccessToken.TokenType.BEARER,
                    text,
                    now,
                    now.plus(Timing.LIFETIME),
                    context.getAuthorizedScopes());
        };
    }

    @Bean
    RegisteredClientRepository clients(Shared shared) {
        return new RegisteredClientRepository() {
            @Override
            public void save(RegisteredClient client) {
                throw new UnsupportedOperationException("clients are made when they are asked for");
            }

            @Override
            public RegisteredClient findById(String id) {
                return client(id, shared.keys());
            }

            @Override
            public RegisteredClient findByClientId(String id) {
                return client(id, shared.keys());
            }
        };
    }

    private static RegisteredClient client(String id, SigningKeys keys) {
        RegisteredClient.Builder client = RegisteredClient.withId(id)
                .clientId(id)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope("orders:read")
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(Timing.LIFETIME)
                        .build());
        if (id.equals(SIGNING_CLIENT)) {
            return client.clientAuthenticationMethod(ClientAuthenticationMethod.PRIVATE_KEY_JWT)
                    .clientSettings(ClientSettings.builder()
                            .jwkSetUrl(keys.uri())
                            .tokenEndpointAuthenticationSigningAlgorithm(SignatureAlgorithm.ES256)
                            .build())
                    .build();
        }
        return client.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .clientSecret(id)
                .build();
    }

    /** The one in memory keeps every token for ever. */
    @Bean
    OAuth2AuthorizationService authorizations() {
        return new OAuth2AuthorizationService() {
            @Override
            public void save(OAuth2Authorization authorization) {
                // the ledger has it
            }

            @Override
            public void remove(OAuth2Authorization authorization) {
                // the ledger has it
            }

            @Override
            public @Nullable OAuth2Authorization findById(String id) {
                return null;
            }

            @Override
            public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
                return null;
            }
        };
    }
}
