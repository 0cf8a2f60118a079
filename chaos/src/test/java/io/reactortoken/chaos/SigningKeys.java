package io.reactortoken.chaos;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.reactortoken.credential.Secret;
import io.reactortoken.oauth2.auth.ClientAssertion;
import io.reactortoken.oauth2.auth.ProofRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** The keys with which a client signs its assertions, and where the authorization server finds their public halves. */
final class SigningKeys implements ClientAssertion, AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(10);

    private final DisposableServer published;
    private volatile List<ECKey> keys = List.of(newKey());

    SigningKeys() {
        published = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get(
                        "/keys",
                        (request, response) -> response.header("Content-Type", "application/json")
                                .sendString(Mono.fromSupplier(this::publicHalves))))
                .bindNow(BOUND);
    }

    String uri() {
        return "http://127.0.0.1:" + published.port() + "/keys";
    }

    private String publicHalves() {
        return new JWKSet(List.<JWK>copyOf(keys)).toString();
    }

    /** Signs with a new key from now on; the one before stays published until the next rotation. */
    void rotate() {
        keys = List.of(newKey(), keys.get(0));
    }

    private static ECKey newKey() {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("the JDK has no P-256", impossible);
        }
    }

    @Override
    public Mono<Secret> assertion(ProofRequest request) {
        return Mono.fromCallable(() -> Secret.of(sign(request))).subscribeOn(Schedulers.boundedElastic());
    }

    private String sign(ProofRequest request) throws JOSEException {
        ECKey key = keys.get(0);
        Instant now = Instant.now();
        SignedJWT assertion = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .issuer(request.clientId())
                        .subject(request.clientId())
                        .audience(request.tokenEndpoint().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(60)))
                        // so that the log is searched for a piece of the assertion too
                        .jwtID(Marked.text("assertion"))
                        .build());
        assertion.sign(new ECDSASigner(key));
        return assertion.serialize();
    }

    @Override
    public void close() {
        published.disposeNow(BOUND);
    }
}
