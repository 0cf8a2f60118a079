package io.reactortoken.examples.readme;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.micrometer.TokenMetrics;
import io.reactortoken.micrometer.TokenObservations;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.TokenRequest;

/** The samples of docs/metrics.md. */
final class Metrics {

    private Metrics() {}

    static CachedTokenSource metered(MeterRegistry registry) {
        TokenMetrics metrics = TokenMetrics.of(registry);
        CachedTokenSource tokens = OAuth2.clientCredentials("https://id.example.com/oauth2/token")
                .clientId("billing")
                .clientSecret(SecretSource.env("BILLING_SECRET"))
                .listener(metrics)
                .cache();
        metrics.bind(tokens);
        return tokens;
    }

    static CachedTokenSource observed(ObservationRegistry observations, TokenRequest request) {
        TokenSource observed = TokenObservations.of(observations).observe(request.source());
        CachedTokenSource tokens = observed.cache();
        return tokens;
    }
}
