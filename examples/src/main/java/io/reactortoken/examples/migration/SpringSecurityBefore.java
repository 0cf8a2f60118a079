package io.reactortoken.examples.migration;

import org.springframework.security.oauth2.client.AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryReactiveOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.reactive.function.client.ServerOAuth2AuthorizedClientExchangeFilterFunction;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.web.reactive.function.client.WebClient;

/** Spring Security's filter, as its manual sets it up for calls without a user. */
final class SpringSecurityBefore {

    private SpringSecurityBefore() {}

    static ReactiveClientRegistrationRepository registrations(String tokenUri, String secret) {
        return new InMemoryReactiveClientRegistrationRepository(ClientRegistration.withRegistrationId("billing")
                .tokenUri(tokenUri)
                .clientId("billing")
                .clientSecret(secret)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope("orders:read")
                .build());
    }

    static AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager manager(
            ReactiveClientRegistrationRepository registrations) {
        var clients = new InMemoryReactiveOAuth2AuthorizedClientService(registrations);
        return new AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager(registrations, clients);
    }

    static WebClient web(WebClient.Builder builder, ReactiveOAuth2AuthorizedClientManager manager) {
        var filter = new ServerOAuth2AuthorizedClientExchangeFilterFunction(manager);
        filter.setDefaultClientRegistrationId("billing");
        return builder.baseUrl("https://api.example.com").filter(filter).build();
    }
}
