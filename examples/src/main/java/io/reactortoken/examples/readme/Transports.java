package io.reactortoken.examples.readme;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.netty.ClientCertificate;
import io.reactortoken.netty.NettyTokenTransport;
import io.reactortoken.netty.RotatingCertificate;
import io.reactortoken.netty.TokenProxy;
import io.reactortoken.oauth2.TokenRequest;
import java.nio.file.Path;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The samples of docs/transport.md. */
final class Transports {

    private Transports() {}

    static NettyTokenTransport corporate() {
        return NettyTokenTransport.builder()
                .trust(Path.of("corporate-ca.pem"))
                .proxy(TokenProxy.http("proxy.example.com", 8080)
                        .credentials("billing", SecretSource.env("PROXY_PASSWORD"))
                        .except("*.internal.example.com"))
                .connectTimeout(Duration.ofSeconds(2))
                .deadline(Duration.ofSeconds(8))
                .build();
    }

    static CachedTokenSource mutualTls(TokenRequest request, Path chain, Path key) {
        RotatingCertificate certificate = RotatingCertificate.of(ClientCertificate.pem(chain, key));
        CachedTokenSource tokens = request.transport(NettyTokenTransport.builder()
                        .clientCertificate(certificate)
                        .build())
                .cache();
        certificate.onRotation(tokens::evict);
        return tokens;
    }

    static Mono<Void> reload(RotatingCertificate certificate, Path chain, Path key) {
        return Mono.<Void>fromRunnable(() -> certificate.rotate(ClientCertificate.pem(chain, key)))
                .subscribeOn(Schedulers.boundedElastic());
    }
}
