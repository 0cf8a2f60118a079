package io.reactortoken.benchmarks.peer;

import io.reactortoken.benchmarks.peer.Endpoint.Issued;
import org.springframework.security.oauth2.client.AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ClientCredentialsReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.InMemoryReactiveOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.ReactiveOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import reactor.core.publisher.Mono;

/** Spring Security's manager for services, as its reference manual sets it up; the skew is made to fit short tokens. */
public final class SpringPeer implements Peer {

    /** What its registration is called. */
    public static final String REGISTRATION = "orders";

    private final AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager manager;
    private final ReactiveOAuth2AuthorizedClientService clients;

    /** Makes one over an endpoint. */
    public SpringPeer(Endpoint endpoint) {
        var registrations =
                new InMemoryReactiveClientRegistrationRepository(ClientRegistration.withRegistrationId(REGISTRATION)
                        .tokenUri("https://id.example.com/token")
                        .clientId("billing")
                        .clientSecret("benchmark-secret")
                        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                        .build());
        var provider = new ClientCredentialsReactiveOAuth2AuthorizedClientProvider();
        provider.setClockSkew(endpoint.renewBefore());
        provider.setAccessTokenResponseClient(request -> endpoint.issue().map(SpringPeer::response));
        this.clients = new InMemoryReactiveOAuth2AuthorizedClientService(registrations);
        this.manager = new AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager(registrations, clients);
        this.manager.setAuthorizedClientProvider(provider);
    }

    private static OAuth2AccessTokenResponse response(Issued issued) {
        return OAuth2AccessTokenResponse.withToken(issued.text())
                .tokenType(TokenType.BEARER)
                .expiresIn(issued.lifetime().toSeconds())
                .build();
    }

    /** {@return for its filter} */
    public ReactiveOAuth2AuthorizedClientManager manager() {
        return manager;
    }

    /** {@return where it keeps tokens, and from where a refused one is removed} */
    public ReactiveOAuth2AuthorizedClientService clients() {
        return clients;
    }

    @Override
    public Mono<OAuth2AuthorizedClient> token() {
        return manager.authorize(OAuth2AuthorizeRequest.withClientRegistrationId(REGISTRATION)
                .principal("billing")
                .build());
    }

    @Override
    public String text(Object token) {
        return ((OAuth2AuthorizedClient) token).getAccessToken().getTokenValue();
    }
}
