package io.reactortoken.examples.server;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** Spring Security's resource server. It never asks the authorization server: it was given the keys. */
@Configuration(proxyBeanMethods = false)
@EnableWebMvc
@EnableWebSecurity
@Import(OrdersController.class)
class ApiConfiguration {

    /** Whose tokens are accepted. */
    record Issuer(String uri, JWKSet keys) {}

    @Bean
    SecurityFilterChain api(HttpSecurity http, LoopbackClient client) {
        return http.oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults()))
                .authorizeHttpRequests(requests -> requests.anyRequest().hasAuthority("SCOPE_" + client.scope()))
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    JwtDecoder tokens(Issuer issuer, RevokedTokens revoked) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSource(new ImmutableJWKSet<>(issuer.keys()))
                .build();
        // no clock skew: a token that is used after its time is refused
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(Duration.ZERO), new JwtIssuerValidator(issuer.uri()), revoked));
        return decoder;
    }
}
