package io.reactortoken.examples.demo;

import io.reactortoken.examples.server.LoopbackAuthorizationServer;
import io.reactortoken.examples.server.LoopbackClient;
import java.time.Duration;
import org.springframework.security.oauth2.client.AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientCredentialsReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.InMemoryReactiveOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.RemoveAuthorizedClientReactiveOAuth2AuthorizationFailureHandler;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.reactive.function.client.ServerOAuth2AuthorizedClientExchangeFilterFunction;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

/** Spring Security's own filter, as its reference manual sets it up, and as well as it can be set up for short tokens. */
final class SpringSecurityFilter {

    private static final String REGISTRATION = "orders";

    /** The default of one minute makes it ask for a token on every call when tokens live for 9 s. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(1);

    private SpringSecurityFilter() {}

    /**
     * Makes the filter.
     *
     * @param web asks for the tokens
     */
    static ExchangeFilterFunction of(LoopbackAuthorizationServer server, WebClient web) {
        var registrations = new InMemoryReactiveClientRegistrationRepository(registration(server));
        var authorized = new InMemoryReactiveOAuth2AuthorizedClientService(registrations);
        var manager = new AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager(registrations, authorized);
        manager.setAuthorizedClientProvider(provider(web));
        var filter = new ServerOAuth2AuthorizedClientExchangeFilterFunction(manager);
        filter.setDefaultClientRegistrationId(REGISTRATION);
        // without it a revoked token would be sent until it expires
        filter.setAuthorizationFailureHandler(new RemoveAuthorizedClientReactiveOAuth2AuthorizationFailureHandler(
                (registration, principal, attributes) ->
                        authorized.removeAuthorizedClient(registration, principal.getName())));
        return filter;
    }

    private static ClientRegistration registration(LoopbackAuthorizationServer server) {
        LoopbackClient client = server.client();
        return ClientRegistration.withRegistrationId(REGISTRATION)
                .tokenUri(server.tokenUri())
                .clientId(client.id())
                .clientSecret(client.secret())
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope(client.scope())
                .build();
    }

    private static ClientCredentialsReactiveOAuth2AuthorizedClientProvider provider(WebClient web) {
        var tokens = new WebClientReactiveClientCredentialsTokenResponseClient();
        tokens.setWebClient(web);
        var provider = new ClientCredentialsReactiveOAuth2AuthorizedClientProvider();
        provider.setClockSkew(CLOCK_SKEW);
        provider.setAccessTokenResponseClient(tokens);
        return provider;
    }
}
